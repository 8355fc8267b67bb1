"""Addresses under `/accounts/`: the overview and the first login, then the pages of allauth."""

from django.urls import include, path

from officials.accounts import directory_views, views

urlpatterns = [
    path("", views.account_home, name="account_home"),
    path("first/", views.first_login, name="first_login"),
    path("first/choice/", views.first_choice, name="first_choice"),
    path("first/link/<str:token>/", views.first_link, name="first_link"),
    path("logins/", views.account_logins, name="account_logins"),
    path("directory/", directory_views.directory_begin, name="directory_begin"),
    path("directory/back/", directory_views.directory_callback, name="directory_callback"),
    # Not "allauth.urls", which adds pages for connecting accounts.
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
]
