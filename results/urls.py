"""Addresses of results, documents, bundle and signatures."""

from django.urls import URLPattern, URLResolver, path

from results.views import download, reader, signing

app_name = "results"

urlpatterns: list[URLPattern | URLResolver] = [
    path("results/", reader.results, name="results"),
    path("results/<uuid:pk>/", reader.result, name="result"),
    path("results/<uuid:pk>/documents/<slug:kind>.pdf", reader.document, name="document"),
    path("results/<uuid:pk>/scans/<int:exemption>.pdf", reader.scan, name="scan"),
    path("results/<uuid:pk>/bundle.zip", download.bundle, name="bundle"),
    path("results/<uuid:pk>/statement", signing.statement, name="statement"),
    path("results/<uuid:pk>/sign", signing.sign, name="sign"),
]
