"""Addresses of the app."""

from django.urls import URLPattern, URLResolver, path

from results.views import bundle, desk, reader, statement

app_name = "results"

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/<uuid:pk>/", desk.desk, name="desk"),
    path("desk/<uuid:pk>/status", desk.desk_status, name="desk_status"),
    path("desk/<uuid:pk>/confirm/<slug:action>", desk.desk_confirm, name="desk_confirm"),
    path("desk/<uuid:pk>/move", desk.desk_move, name="desk_move"),
    path("desk/<uuid:pk>/attendance", desk.desk_attendance, name="desk_attendance"),
    path("desk/<uuid:pk>/cancel", desk.desk_cancel, name="desk_cancel"),
    path("results/", reader.results, name="results"),
    path("results/<uuid:pk>/", reader.result, name="result"),
    path("results/<uuid:pk>/documents/<slug:kind>.pdf", reader.document, name="document"),
    path("results/<uuid:pk>/bundle.zip", bundle.bundle, name="bundle"),
    path("results/<uuid:pk>/statement", statement.statement, name="statement"),
    path("results/<uuid:pk>/sign", statement.sign, name="sign"),
]
