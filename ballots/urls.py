"""Addresses of voting, of the box and of the counting team."""

from django.urls import URLPattern, URLResolver, path

from ballots.views import box, checking, voting
from ballots.views import committee as team

app_name = "ballots"

urlpatterns: list[URLPattern | URLResolver] = [
    path("vote/<uuid:pk>/", voting.vote, name="vote"),
    path("vote/<uuid:pk>/issue", voting.issue, name="issue"),
    path("vote/<uuid:pk>/status", voting.status, name="status"),
    path("vote/<uuid:pk>/dossier/<int:document>", voting.dossier, name="dossier"),
    path("box/<uuid:pk>/cast", box.cast, name="cast"),
    path("box/<uuid:pk>/manifest", box.manifest, name="manifest"),
    path("box/<uuid:pk>/find", box.find, name="find"),
    path("box/<uuid:pk>/trial/", checking.trial, name="trial"),
    path("box/<uuid:pk>/receipt/", checking.receipt, name="receipt"),
    path("box/<uuid:pk>/hall/", checking.hall, name="hall"),
    path("committee/<uuid:pk>/", team.committee, name="committee"),
    path("committee/<uuid:pk>/board", team.committee_board, name="committee_board"),
    path("committee/<uuid:pk>/post", team.committee_post, name="committee_post"),
    path("committee/<uuid:pk>/roll", team.committee_roll, name="committee_roll"),
    path("committee/<uuid:pk>/sums", team.committee_sums, name="committee_sums"),
    path("committee/<uuid:pk>/issued", team.committee_issued, name="committee_issued"),
    path("committee/<uuid:pk>/ballots", team.committee_ballots, name="committee_ballots"),
]
