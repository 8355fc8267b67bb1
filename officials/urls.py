"""Addresses of the app."""

from django.urls import URLPattern, URLResolver

app_name = "officials"

urlpatterns: list[URLPattern | URLResolver] = []
