"""Addresses under `/accounts/`: the overview and the first login, then the pages of allauth."""

from django.urls import include, path

from officials.accounts import views

urlpatterns = [
    path("", views.account_home, name="account_home"),
    path("first/", views.first_login, name="first_login"),
    path("first/choice/", views.first_choice, name="first_choice"),
    path("first/link/<str:token>/", views.first_link, name="first_link"),
    path("", include("allauth.urls")),
]
