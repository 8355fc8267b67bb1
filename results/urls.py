"""Addresses of the app."""

from django.urls import URLPattern, URLResolver, path

from results.views import statement

app_name = "results"

urlpatterns: list[URLPattern | URLResolver] = [
    path("results/<uuid:pk>/statement", statement.statement, name="statement"),
    path("results/<uuid:pk>/sign", statement.sign, name="sign"),
]
