"""Late or missing dossiers give warnings with the due day."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from officials.models import Dossier, User
from officials.services import save, save_document
from rounds import preflight
from rounds.deadlines import deadlines, late_papers
from rounds.errors import Where
from rounds.models import Line, Round
from rounds.services import moves
from rounds.services.ballot_lines import save_line
from tests.dossiers import PDF
from tests.roles import make_draft_round, make_round, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
Day = datetime.date | None


def meeting(days_ahead: int) -> Round:
    """A draft with one line whose meeting is so many days from today."""
    opens = timezone.now() + datetime.timedelta(days=days_ahead)
    return make_draft_round(lines=1, opens_at=opens, closes_at=opens + datetime.timedelta(hours=2))


def file_dossier(round_: Round, filed: Day, sent: Day, documents: int = 1) -> Dossier:
    line = round_.lines.get()
    dossier = Dossier(official=line.official, title="Hồ sơ", filed_on=filed, sent_on=sent)
    save(row=dossier)
    for _number in range(documents):
        paper = ContentFile(PDF, "x.pdf")
        save_document(document=dossier.documents.model(dossier=dossier, kind=1, file=paper))
    line.dossier = dossier
    save_line(line=line)
    return dossier


def before(round_: Round, days: int) -> datetime.date:
    assert round_.opens_at
    return timezone.localdate(round_.opens_at) - datetime.timedelta(days=days)


def said(round_: Round) -> list[str]:
    name = str(round_.lines.get().official)
    return [str(thing.message).replace(name, "X") for thing in late_papers(round_)]


def test_the_days_are_counted_back_from_the_meeting() -> None:
    round_ = meeting(30)
    assert [step.day for step in deadlines(round_)] == [before(round_, days) for days in (20, 15, 10, 3)]
    assert not any(step.is_over for step in deadlines(round_))


def test_a_day_is_over_the_day_after() -> None:
    assert [step.is_over for step in deadlines(meeting(10))] == [True, True, False, False]


def test_without_a_day_there_are_no_deadlines() -> None:
    assert deadlines(make_round(make_unit(), opens_at=None, closes_at=None)) == []


def test_the_days_come_from_the_rule_set() -> None:
    round_ = meeting(40)
    round_.rule_set.dossier_due_days = 33
    assert deadlines(round_)[0].day == before(round_, 33)


def test_a_line_without_dossier() -> None:
    assert said(meeting(30)) == ["X has no dossier; voters have nothing to read."]


def test_the_way_to_the_dossier() -> None:
    round_ = meeting(30)
    official = round_.lines.get().official
    (thing,) = late_papers(round_)
    assert (thing.where, thing.row) == (Where.NEW_DOSSIER, official.pk)
    save(row=Dossier(official=official, title="Hồ sơ"))
    (thing,) = late_papers(round_)
    assert thing.where == Where.LINES


def test_a_dossier_without_papers() -> None:
    round_ = meeting(30)
    file_dossier(round_, None, None, documents=0)
    assert said(round_) == ["The dossier of X contains no document; voters have nothing to read."]


def test_papers_in_time_give_no_warning() -> None:
    round_ = meeting(5)
    file_dossier(round_, before(round_, 20), before(round_, 15))
    assert said(round_) == []


def test_filed_and_sent_a_day_late() -> None:
    round_ = meeting(5)
    file_dossier(round_, before(round_, 19), before(round_, 14))
    filed, sent = said(round_)
    assert filed.startswith("X filed the dossier on ")
    assert sent.startswith("The dossier of X went to voters on ")


@pytest.mark.parametrize(("days_ahead", "sentences"), [(20, 0), (19, 1), (15, 1), (14, 2)])
def test_no_day_noted_is_late_once_the_day_is_over(days_ahead: int, sentences: int) -> None:
    round_ = meeting(days_ahead)
    file_dossier(round_, None, None)
    assert len(said(round_)) == sentences


def test_late_papers_do_not_block_freezing() -> None:
    round_ = meeting(1)
    assert late_papers(round_)
    assert preflight.before_freezing(round_) == []


def test_a_frozen_round_keeps_its_deadlines() -> None:
    round_ = moves.freeze_round(round_id=meeting(30).pk, actor=None)
    round_.rule_set.dossier_due_days = 33
    assert deadlines(round_)[0].day == before(round_, 20)


@pytest.mark.slow
def test_draft_and_desk_show_it(client: Client, draft_round: Round, secretary: User) -> None:
    client.force_login(secretary)
    name = str(Line.objects.filter(round=draft_round)[0].official)
    for page in ("admin:rounds_round_change", "admin:rounds_round_freeze", "secretariat:desk"):
        answer = client.get(reverse(page, args=[draft_round.pk]), headers={"accept-language": "en"})
        assert f'<span lang="vi">{name}</span> has no dossier; voters have nothing to read.' in answer.text
