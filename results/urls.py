"""Addresses of the app."""

from django.urls import URLPattern, URLResolver, path

from results.views import bundle, reader, statement

app_name = "results"

urlpatterns: list[URLPattern | URLResolver] = [
    path("results/", reader.results, name="results"),
    path("results/<uuid:pk>/", reader.result, name="result"),
    path("results/<uuid:pk>/documents/<slug:kind>.pdf", reader.document, name="document"),
    path("results/<uuid:pk>/bundle.zip", bundle.bundle, name="bundle"),
    path("results/<uuid:pk>/statement", statement.statement, name="statement"),
    path("results/<uuid:pk>/sign", statement.sign, name="sign"),
]
