"""Addresses of rehearsals."""

from django.urls import path

from simulation import views

app_name = "simulation"

urlpatterns = [
    path("of/<uuid:pk>/", views.rehearse, name="rehearse"),
    path("<uuid:pk>/", views.rehearsal, name="rehearsal"),
    path("<uuid:pk>/status", views.rehearsal_status, name="rehearsal_status"),
    path("<uuid:pk>/delete", views.rehearsal_delete, name="rehearsal_delete"),
]
