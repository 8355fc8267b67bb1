"""`/accounts/`: our overview, then allauth's pages."""

from django.urls import include, path

from officials.accounts import views

urlpatterns = [
    path("", views.account_home, name="account_home"),
    path("", include("allauth.urls")),
]
