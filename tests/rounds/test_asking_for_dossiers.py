"""Officials of a campaign are asked for their dossiers in one act, and reminded until the papers are there."""

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from notices.models import Notice
from officials import services as officials_services
from officials.models import DossierDocument
from rounds import filings
from rounds.filings import Standing
from rounds.models import Campaign, Filing, Line, Round
from rounds.services import filing
from tests.dossiers import PDF
from tests.remembered import recalled_in_tests
from tests.roles import Role, announce, make_draft_round, make_official, make_unit, make_user

pytestmark = pytest.mark.django_db
Kind = DossierDocument.Kind


def upload(content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile("bao-cao.pdf", content)


@pytest.fixture
def round_(db: None) -> Round:
    """A draft in thirty days with two officials, one of whom has an account."""
    return recalled_in_tests("draft in thirty days", _draft, lambda made: made)


def _draft() -> Round:
    unit = make_unit("Cục Công nghiệp", authority=make_unit())
    user = make_user("Trần Thị Có Tài Khoản")
    officials = [make_official(unit, user=user), make_official(unit)]
    opens = timezone.now() + datetime.timedelta(days=30)
    return make_draft_round(
        unit, officials=officials, opens_at=opens, closes_at=opens + datetime.timedelta(hours=3)
    )


@pytest.fixture
def secretary(round_: Round) -> Any:
    return officials_services.grant_role(
        user=make_user("Thư ký"), unit=round_.unit, role=Role.SECRETARIAT
    ).user


def ask(round_: Round, secretary: Any) -> filing.AskedOfficials:
    officials = [line.official_id for line in round_.lines.all()]
    return filing.ask_for_dossiers(campaign=round_.campaign, officials=officials, actor=secretary)


def test_each_gets_a_dossier_on_the_line(round_: Round, secretary: Any) -> None:
    asked = ask(round_, secretary)
    assert asked.number == 2
    assert len(asked.without_account) == 1
    for line in Line.objects.filter(round=round_):
        assert line.dossier == Filing.objects.get(official=line.official).dossier
    assert {row.collector for row in Filing.objects.all()} == {secretary}


def test_asking_again_asks_only_new_ones(round_: Round, secretary: Any) -> None:
    ask(round_, secretary)
    assert ask(round_, secretary).number == 0
    assert Filing.objects.count() == 2


def test_officials_with_an_account_are_told(round_: Round, secretary: Any) -> None:
    ask(round_, secretary)
    told = Notice.objects.get(kind="dossier_asked")
    assert told.user.official == Line.objects.get(round=round_, official__user=told.user).official
    due = timezone.localdate(round_.opens_at) - datetime.timedelta(days=20)
    assert f"{due:%d/%m/%Y}" in told.body


def test_dossier_is_filed_once_both_papers_are_there(round_: Round, secretary: Any) -> None:
    ask(round_, secretary)
    row = Filing.objects.first()
    assert row is not None
    filing.receive(dossier=row.dossier, kind=Kind.SELF_ASSESSMENT, files=[upload()], actor=secretary)
    assert row.dossier.filed_on is None
    filing.receive(dossier=row.dossier, kind=Kind.ASSETS, files=[upload()], actor=secretary)
    assert row.dossier.filed_on == timezone.localdate()


def test_former_versions_are_kept(round_: Round, secretary: Any) -> None:
    ask(round_, secretary)
    dossier = Filing.objects.all()[0].dossier
    (first,) = filing.receive(dossier=dossier, kind=Kind.ASSETS, files=[upload()], actor=secretary)
    (second,) = filing.receive(
        dossier=dossier, kind=Kind.ASSETS, files=[upload(PDF + b"2")], actor=secretary, is_replacing=True
    )
    first.refresh_from_db()
    assert first.replaced_by == second
    assert second.is_current
    assert (second.pages, second.filed_by) == (1, secretary)


def test_reminded_once_a_day_until_filed(round_: Round, secretary: Any) -> None:
    ask(round_, secretary)
    everybody = [line.official_id for line in round_.lines.all()]
    campaign = round_.campaign
    assert len(filing.remind(campaign=campaign, officials=everybody, actor=secretary)) == 1
    assert filing.remind(campaign=campaign, officials=everybody, actor=secretary) == []
    assert Notice.objects.filter(kind="dossier_reminder").count() == 1


def rows(secretary: Any, campaign: Campaign) -> list[filings.Owing]:
    return filings.rows_of(list(filings.officials_owing(user=secretary, campaign=campaign)))


def test_standing_of_a_dossier(round_: Round, secretary: Any) -> None:
    assert {row.standing for row in rows(secretary, round_.campaign)} == {Standing.UNASKED}
    ask(round_, secretary)
    assert {row.standing for row in rows(secretary, round_.campaign)} == {Standing.OWED}
    Round.objects.filter(pk=round_.pk).update(opens_at=timezone.now() + datetime.timedelta(days=10))
    found = filings.officials_owing(user=secretary, campaign=round_.campaign)
    assert {row.standing for row in filings.rows_of(list(found))} == {Standing.OVERDUE}
    assert found.filter(filings.standing_is(Standing.OVERDUE)).count() == 2
    assert filings.numbers(found)["overdue"] == 2


def test_list_goes_to_the_person_in_charge(round_: Round, secretary: Any) -> None:
    ask(round_, secretary)
    everybody = [line.official_id for line in round_.lines.all()]
    sent = filing.send_lists(campaign=round_.campaign, officials=everybody, link="/x/", actor=secretary)
    assert sent == 1
    body = Notice.objects.get(kind="dossiers_owed", user=secretary).body
    assert all(str(line.official) in body for line in round_.lines.all())


def test_line_of_an_announced_round_gets_the_dossier(round_: Round, secretary: Any) -> None:
    announce(round_)
    ask(round_, secretary)
    assert not Line.objects.filter(round=round_, dossier=None).exists()
