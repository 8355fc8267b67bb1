"""Addresses under `/accounts/`: the overview, then the pages of allauth."""

from django.urls import include, path

from officials.accounts import views

urlpatterns = [
    path("", views.account_home, name="account_home"),
    path("", include("allauth.urls")),
]
