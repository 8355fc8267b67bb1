"""The voter's addresses: the page, issuing, status, dossiers; for those on the roll only."""

import json

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ballots.models import IssuedBallot
from ballots.services import closing
from officials.models import Dossier, DossierDocument, User
from rounds.models import Line, Round
from rounds.services import moves
from tests.ballots.hall import VoterDevice, locked, locked_round, open_round, opened, vote, voters
from tests.roles import make_draft_round
from tests.stored import lose

pytestmark = pytest.mark.django_db
BLINDED = "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76"


@pytest.fixture
def round_() -> Round:
    return open_round()


@pytest.fixture
def voter(round_: Round, client: Client) -> User:
    """The first voter, logged in at `client`."""
    user = voters(round_)[0]
    client.force_login(user)
    return user


def issue(client: Client, round_: Round, body: str) -> tuple[int, dict[str, str]]:
    response = client.post(f"/vote/{round_.pk}/issue", body, content_type="application/json")
    content: dict[str, str] = json.loads(response.content)
    return response.status_code, content


def test_page_shows_the_frozen_names(client: Client, round_: Round, voter: User) -> None:
    line = round_.lines.select_related("official").get(position=1)
    line.official.full_name = "Người đổi tên"
    line.official.save()
    content = client.get(f"/vote/{round_.pk}/").content.decode()
    assert "Trần Thị" in content
    assert "Người đổi tên" not in content


@pytest.mark.slow
@pytest.mark.parametrize("lines", [1, 30])
def test_page_takes_at_most_six_queries(client: Client, lines: int) -> None:
    draft = make_draft_round(lines=lines, members=1)
    for line in draft.lines.all():
        _file_dossier(line)
    round_ = opened(locked(moves.freeze_round(round_id=draft.pk, actor=None)))
    client.force_login(voters(round_)[0])
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/vote/{round_.pk}/")
    assert len(queries) <= 6, [query["sql"][:90] for query in queries]


@pytest.mark.parametrize("path", ["", "status", "issue"])
def test_stranger_is_not_told_that_the_round_exists(
    client: Client, round_: Round, stranger: User, path: str
) -> None:
    client.force_login(stranger)
    url = f"/vote/{round_.pk}/{path}"
    body = json.dumps({"blinded": BLINDED})
    response = client.post(url, body, content_type="application/json") if path == "issue" else client.get(url)
    assert response.status_code == 404
    assert not IssuedBallot.objects.exists()


def test_script_without_session_gets_a_refusal(client: Client, round_: Round) -> None:
    assert issue(client, round_, json.dumps({"blinded": BLINDED}))[0] == 401
    assert client.get(f"/vote/{round_.pk}/status").status_code == 401


def test_issuing_needs_the_csrf_token(round_: Round) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(voters(round_)[0])
    response = client.post(f"/vote/{round_.pk}/issue", "{}", content_type="application/json")
    assert response.status_code == 403


def test_issued_answer(client: Client, round_: Round, voter: User) -> None:
    status, answer = issue(client, round_, json.dumps({"blinded": BLINDED}))
    row = IssuedBallot.objects.get()
    assert (status, answer) == (200, {"evaluated": row.evaluated, "proof": row.proof})
    assert issue(client, round_, json.dumps({"blinded": BLINDED})) == (200, answer)


@pytest.mark.parametrize("body", ["", "[]", "{}", "null", '{"blinded": 5}', '{"blinded": "zz"}', "\ud800"])
def test_unreadable_request_is_reported(client: Client, round_: Round, voter: User, body: str) -> None:
    data = body.encode("utf-8", "surrogatepass")
    response = client.post(f"/vote/{round_.pk}/issue", data, content_type="application/json")
    assert (response.status_code, json.loads(response.content)["error"]) == (400, "unreadable")


def test_ended_issuing_is_reported(client: Client, round_: Round, voter: User) -> None:
    closing.end_issuing(round_id=round_.pk, actor=None)
    status, answer = issue(client, round_, json.dumps({"blinded": BLINDED}))
    assert (status, answer["error"]) == (409, "issuing_ended")


def test_status_follows_the_round(client: Client, round_: Round, voter: User) -> None:
    def status() -> dict[str, object]:
        found: dict[str, object] = json.loads(client.get(f"/vote/{round_.pk}/status").content)
        return found

    assert (status()["phase"], status()["issuing"], status()["issued"]) == ("during", True, False)
    vote(round_)
    closing.close_round(round_id=round_.pk, actor=None)
    after = status()
    assert (after["phase"], after["issuing"], after["casting"], after["issued"]) == (
        "after",
        False,
        False,
        True,
    )
    assert after["fingerprint"] == Round.objects.get(pk=round_.pk).fingerprint


def test_status_of_a_cancelled_round(client: Client, round_: Round, voter: User) -> None:
    moves.cancel_round(round_id=round_.pk, actor=voter, reason="Mất điện toàn cơ quan")
    assert client.get(f"/vote/{round_.pk}/status").json()["phase"] == "void"


def test_frozen_round_can_be_read_but_not_marked(client: Client) -> None:
    round_ = locked_round()
    client.force_login(voters(round_)[0])
    content = client.get(f"/vote/{round_.pk}/").content.decode()
    assert "Trần Thị" in content
    assert 'type="radio"' not in content


@pytest.mark.parametrize("take", [True, False])
def test_after_closing_the_page_says_what_is_known(client: Client, take: bool) -> None:
    round_ = open_round(grace_seconds=0)
    user = voters(round_)[0]
    if take:
        VoterDevice(round_, user).take()
    closing.end_issuing(round_id=round_.pk, actor=None)
    closing.close_round(round_id=round_.pk, actor=None)
    client.force_login(user)
    content = client.get(f"/vote/{round_.pk}/", headers={"accept-language": "en"}).content.decode()
    assert ("You took your ballot" in content) is take
    assert ("You took no ballot" in content) is not take


def test_cancelled_round_says_why(client: Client, round_: Round, voter: User) -> None:
    moves.cancel_round(round_id=round_.pk, actor=voter, reason="Mất điện toàn cơ quan")
    assert "Mất điện toàn cơ quan" in client.get(f"/vote/{round_.pk}/").content.decode()


def _file_dossier(line: Line) -> DossierDocument:
    dossier = Dossier.objects.create(official=line.official, title="Hồ sơ")
    document = DossierDocument(dossier=dossier, kind=DossierDocument.Kind.ASSETS)
    document.file.save("tai-san.pdf", ContentFile(b"%PDF-1.7 tai san"))
    Line.objects.filter(pk=line.pk).update(dossier=dossier)
    return document


@pytest.fixture
def with_dossier() -> tuple[Round, DossierDocument]:
    draft = make_draft_round(members=1)
    document = _file_dossier(draft.lines.get(position=1))
    return moves.freeze_round(round_id=draft.pk, actor=None), document


def test_voter_reads_the_dossier(client: Client, with_dossier: tuple[Round, DossierDocument]) -> None:
    round_, document = with_dossier
    client.force_login(voters(round_)[0])
    response = client.get(f"/vote/{round_.pk}/dossier/{document.pk}")
    assert response.content == b"%PDF-1.7 tai san"
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


def test_others_do_not_see_the_dossier(
    client: Client, with_dossier: tuple[Round, DossierDocument], round_: Round, stranger: User
) -> None:
    own, document = with_dossier
    client.force_login(stranger)
    assert client.get(f"/vote/{own.pk}/dossier/{document.pk}").status_code == 404
    client.force_login(voters(round_)[0])
    assert client.get(f"/vote/{own.pk}/dossier/{document.pk}").status_code == 404
    assert client.get(f"/vote/{round_.pk}/dossier/{document.pk}").status_code == 404


def test_lost_file_is_not_found(client: Client, with_dossier: tuple[Round, DossierDocument]) -> None:
    round_, document = with_dossier
    lose(document.file)
    client.force_login(voters(round_)[0])
    assert client.get(f"/vote/{round_.pk}/dossier/{document.pk}").status_code == 404
