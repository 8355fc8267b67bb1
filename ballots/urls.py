"""Addresses of the app."""

from django.urls import URLPattern, URLResolver

app_name = "ballots"

urlpatterns: list[URLPattern | URLResolver] = []
