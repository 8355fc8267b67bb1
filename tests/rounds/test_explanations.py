"""An explanation is asked by the secretary, told to the official, and filed by either."""

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from notices.models import Notice
from officials.models import DossierDocument, User
from rounds.models import Filing, Round
from rounds.services import filing
from tests.dossiers import PDF
from tests.remembered import recalled_in_tests
from tests.roles import make_draft_round, make_official, make_secretary, make_unit, make_user

pytestmark = pytest.mark.django_db
Kind = DossierDocument.Kind
WANTED = "Đề nghị giải trình về nguồn gốc thửa đất số 7."


class AskedOfficialsOfRound:
    """A draft in thirty days; of its two officials, who were asked for dossiers, one has an account."""

    def __init__(self) -> None:
        self.unit = make_unit("Cục Công nghiệp", authority=make_unit())
        self.secretary = make_secretary(self.unit)
        self.official = make_user("Trần Thị Có Tài Khoản")
        officials = [make_official(self.unit, user=self.official), make_official(self.unit)]
        opens = timezone.now() + datetime.timedelta(days=30)
        self.round: Round = make_draft_round(
            self.unit, officials=officials, opens_at=opens, closes_at=opens + datetime.timedelta(hours=3)
        )
        filing.ask_for_dossiers(
            campaign=self.round.campaign, officials=[one.pk for one in officials], actor=self.secretary
        )
        self.own = Filing.objects.get(official=officials[0])
        self.other = Filing.objects.get(official=officials[1])


@pytest.fixture
def asked(db: None, settings: Any) -> AskedOfficialsOfRound:
    settings.REQUIRE_STAFF_MFA = False
    return recalled_in_tests("officials asked for dossiers", AskedOfficialsOfRound, lambda made: made.round)


def as_user(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend="officials.accounts.backends.OneCheckBackend")
    return client


def ask(user: User, row: Filing, text: str = WANTED) -> int:
    address = reverse("rounds:explanation", args=[row.dossier_id])
    return as_user(user).post(address, {"text": text}).status_code


def upload(user: User, row: Filing, kind: int) -> int:
    data = {"kind": kind, f"kind-{kind}-papers": SimpleUploadedFile("giai-trinh.pdf", PDF)}
    return as_user(user).post(reverse("rounds:upload", args=[row.dossier_id]), data).status_code


def test_official_is_told_and_reads_what_to_explain(asked: AskedOfficialsOfRound) -> None:
    assert ask(asked.secretary, asked.own) == 302
    told = Notice.objects.get(kind="dossier_explanation")
    assert (told.user, WANTED in told.body) == (asked.official, True)
    page = as_user(asked.official).get(reverse("rounds:dossier", args=[asked.own.dossier_id])).text
    assert WANTED in page
    due = timezone.localdate(asked.round.opens_at) - datetime.timedelta(days=3)
    assert f"{due:%d/%m/%Y}" in page


def test_the_same_text_again_tells_nobody(asked: AskedOfficialsOfRound) -> None:
    for _time in range(2):
        ask(asked.secretary, asked.own)
    assert Notice.objects.filter(kind="dossier_explanation").count() == 1
    assert Entry.objects.filter(act="dossier.explain").count() == 1


def test_another_text_is_told_once_more(asked: AskedOfficialsOfRound) -> None:
    ask(asked.secretary, asked.own)
    ask(asked.secretary, asked.own, "Đề nghị giải trình thêm về khoản vay.")
    bodies = Notice.objects.filter(kind="dossier_explanation").values_list("body", flat=True)
    assert [WANTED in body for body in bodies.order_by("pk")] == [True, False]


def test_request_is_taken_back_without_telling(asked: AskedOfficialsOfRound) -> None:
    ask(asked.secretary, asked.own)
    ask(asked.secretary, asked.own, "")
    assert Filing.objects.get(pk=asked.own.pk).explanation_wanted == ""
    assert Notice.objects.filter(kind="dossier_explanation").count() == 1


def test_only_a_secretary_of_the_official_asks(asked: AskedOfficialsOfRound) -> None:
    for user in (asked.official, make_secretary(make_unit()), make_user()):
        assert ask(user, asked.own) == 404
    assert Filing.objects.get(pk=asked.own.pk).explanation_wanted == ""


def test_official_without_an_account_is_asked_on_paper(asked: AskedOfficialsOfRound) -> None:
    assert ask(asked.secretary, asked.other) == 302
    assert Filing.objects.get(pk=asked.other.pk).explanation_wanted == WANTED
    assert not Notice.objects.filter(kind="dossier_explanation").exists()


@pytest.mark.slow
def test_secretary_files_for_an_official_without_an_account(asked: AskedOfficialsOfRound) -> None:
    for kind in (Kind.SELF_ASSESSMENT, Kind.ASSETS, Kind.EXPLANATION):
        assert upload(asked.secretary, asked.other, kind) == 302
    asked.other.refresh_from_db()
    assert asked.other.dossier.filed_on == timezone.localdate()
    papers = DossierDocument.objects.filter(dossier=asked.other.dossier)
    assert set(papers.values_list("kind", "filed_by")) == {(kind, asked.secretary.pk) for kind in Kind}
    page = as_user(asked.secretary).get(reverse("rounds:dossier", args=[asked.other.dossier_id])).text
    assert page.count(f"{timezone.localdate():%d/%m/%Y}") >= 3


def test_nobody_else_files_into_a_dossier(asked: AskedOfficialsOfRound) -> None:
    for user in (asked.official, make_secretary(make_unit()), make_user()):
        assert upload(user, asked.other, Kind.ASSETS) == 404
    assert not DossierDocument.objects.exists()
