"""Addresses under `/dossiers/`: papers of officials, and what is to be clarified before a meeting."""

from django.urls import URLPattern, URLResolver, path

from rounds.views import dossiers, round_matters

app_name = "rounds"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", dossiers.own_dossiers, name="own_dossiers"),
    path("<int:pk>/", dossiers.dossier, name="dossier"),
    path("<int:pk>/upload", dossiers.upload, name="upload"),
    path("<int:pk>/explanation", dossiers.explanation, name="explanation"),
    path("papers/<int:pk>/", dossiers.paper, name="paper"),
    path("papers/<int:pk>/file", dossiers.paper_file, name="paper_file"),
    path("round/<uuid:pk>/", round_matters.matters_of_round, name="matters"),
    path("round/<uuid:pk>/ask", round_matters.ask, name="ask"),
    path("matters/<uuid:pk>/answer", round_matters.answer, name="answer"),
    path("matters/<uuid:pk>/withhold", round_matters.withhold, name="withhold"),
]
