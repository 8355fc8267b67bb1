"""Matters to clarify: asked without a name, answered by the official, frozen with the dossier."""

import datetime
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry, KeptValue
from notices.models import Notice
from officials import services as officials_services
from officials.models import Dossier, User
from rounds import matters, papers
from rounds.errors import RoundError
from rounds.models import Line, Matter, Round
from rounds.services import clarifying, moves
from tests.remembered import recalled_in_tests
from tests.roles import Role, announce, make_draft_round, make_official, make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(db: None) -> Round:
    """A draft in twenty days; matters are sent until ten days before."""
    return recalled_in_tests("draft in twenty days", _draft, lambda made: made)


def _draft() -> Round:
    unit = make_unit("Cục Công nghiệp", authority=make_unit())
    official = make_official(unit, user=make_user("Trần Thị Được Hỏi"))
    opens = timezone.now() + datetime.timedelta(days=20)
    return make_draft_round(
        unit, officials=[official], opens_at=opens, closes_at=opens + datetime.timedelta(hours=3)
    )


@pytest.fixture
def voter(round_: Round) -> User:
    elector = round_.electors.select_related("user").first()
    assert elector
    return elector.user


def ask(round_: Round, user: User, text: str = "Việc quản lý quỹ?") -> Matter:
    line = Line.objects.select_related("official").get(round=round_)
    return clarifying.ask(round_id=round_.pk, official=line.official, text=text, actor=user)


def test_official_is_told_without_name_and_text(round_: Round, voter: User) -> None:
    ask(round_, voter)
    told = Notice.objects.get(kind="matter_asked")
    assert told.user.full_name == "Trần Thị Được Hỏi"
    assert voter.full_name not in told.body
    assert "quỹ" not in told.body


@pytest.mark.parametrize("officials", [1, 2])
def test_an_official_is_chosen_already_if_there_is_one_only(client: Client, officials: int) -> None:
    unit = make_unit("Cục Công nghiệp", authority=make_unit())
    round_ = announce(make_draft_round(unit, lines=officials))
    client.force_login(round_.electors.all()[0].user)
    page = client.get(reverse("rounds:matters", args=[round_.pk])).text
    chosen = page.split('name="official"')[1].split("</select>")[0]
    assert ('value=""' in chosen) == (officials == 2)
    assert bool(re.search(r'value="\d+" selected', chosen)) == (officials == 1)


def test_log_does_not_name_the_asker(round_: Round, voter: User) -> None:
    ask(round_, voter)
    entry = Entry.objects.get(act="round.matter_asked")
    assert entry.actor_id is None
    assert str(voter.pk) not in json.dumps([list(Entry.objects.filter(actor=voter).values_list("act"))])


def test_asker_stands_in_no_row_of_the_log(round_: Round, voter: User) -> None:
    matter = ask(round_, voter)
    kept = KeptValue.objects.filter(detail__row_id=str(matter.pk)).values_list("after", flat=True)
    assert kept
    assert not any("asked_by" in row or "asked_by_id" in row for row in kept if row)


def test_matters_end_with_their_last_day(round_: Round, voter: User) -> None:
    Round.objects.filter(pk=round_.pk).update(
        opens_at=timezone.now() + datetime.timedelta(days=9),
        closes_at=timezone.now() + datetime.timedelta(days=9, hours=1),
    )
    with pytest.raises(RoundError, match="Đã hết hạn"):
        ask(round_, voter)


def test_answer_is_dated_and_may_be_corrected_before_freezing(round_: Round, voter: User) -> None:
    matter = ask(round_, voter)
    clarifying.answer(matter_id=matter.pk, text="Đã báo cáo.", actor=voter)
    answered = clarifying.answer(matter_id=matter.pk, text="Đã báo cáo đầy đủ.", actor=voter)
    assert (answered.answer, answered.answered_on) == ("Đã báo cáo đầy đủ.", timezone.localdate())


def test_matters_are_frozen_with_the_papers(round_: Round, voter: User) -> None:
    matter = ask(round_, voter)
    clarifying.answer(matter_id=matter.pk, text="Đã báo cáo.", actor=voter)
    moves.freeze_round(round_id=round_.pk, actor=None)
    line = Line.objects.get(round=round_)
    assert line.papers == [papers.matter_row(Matter.objects.get())]
    with pytest.raises(RoundError, match="chốt"):
        clarifying.answer(matter_id=matter.pk, text="Khác.", actor=voter)


def test_withheld_matter_is_shown_to_nobody_else(round_: Round, voter: User) -> None:
    matter = ask(round_, voter)
    clarifying.withhold(matter_id=matter.pk, reason="Nêu tên người khác", actor=voter)
    assert matters.shown_of(round_) == {}
    assert [row.withheld for row in matters.of_asker(round_, voter)] == ["Nêu tên người khác"]


def test_answer_that_was_missing_may_come_after_freezing(round_: Round, voter: User) -> None:
    matter = ask(round_, voter)
    moves.freeze_round(round_id=round_.pk, actor=None)
    clarifying.answer(matter_id=matter.pk, text="Bổ sung.", actor=voter)
    assert Matter.objects.get().answer == "Bổ sung."


def test_only_the_rounds_secretariat_sees_who_asked(round_: Round, voter: User) -> None:
    def secretary(unit: Any) -> User:
        return officials_services.grant_role(user=make_user(), unit=unit, role=Role.SECRETARIAT).user

    ask(round_, voter)
    own, other = secretary(round_.unit), secretary(make_unit())
    assert [row.asked_by for row in matters.for_secretary(user=own, round_=round_)] == [voter]
    assert matters.for_secretary(user=other, round_=round_) == []


def test_secretary_on_the_ballot_is_an_official_like_any_other(round_: Round, voter: User) -> None:
    matter = ask(round_, voter)
    own = matter.official.user
    assert own
    officials_services.grant_role(user=own, unit=round_.unit, role=Role.SECRETARIAT)
    assert [row.asked_by for row in matters.for_secretary(user=own, round_=round_)] == [None]
    with pytest.raises(Matter.DoesNotExist):
        matters.matter_to_withhold(user=own, pk=matter.pk)
    clarifying.withhold(matter_id=matter.pk, reason="Nêu tên người khác", actor=voter)
    assert matters.for_secretary(user=own, round_=round_) == []


def test_page_offers_no_answer_that_would_be_refused(round_: Round, voter: User, client: Client) -> None:
    matter = ask(round_, voter)
    clerk = officials_services.grant_role(user=make_user(), unit=round_.unit, role=Role.SECRETARIAT).user
    dossier = Dossier.objects.create(official=matter.official, title="Hồ sơ")
    client.force_login(clerk)
    page, answer = reverse("rounds:dossier", args=[dossier.pk]), reverse("rounds:answer", args=[matter.pk])
    assert answer not in client.get(page).text
    matter.official.user = None
    matter.official.save()
    assert answer in client.get(page).text


def test_official_and_secretary_for_one_without_account_answer(round_: Round, voter: User) -> None:
    matter = ask(round_, voter)
    own = officials_services.grant_role(user=make_user(), unit=round_.unit, role=Role.SECRETARIAT).user
    official = matter.official.user
    assert official
    assert matters.matter_to_answer(user=official, pk=matter.pk) == matter
    with pytest.raises(Matter.DoesNotExist):
        matters.matter_to_answer(user=own, pk=matter.pk)
    matter.official.user = None
    matter.official.save()
    assert matters.matter_to_answer(user=own, pk=matter.pk) == matter


def test_page_has_the_headings_of_blocks(client: Client) -> None:
    unit = make_unit("Cục Công nghiệp", authority=make_unit())
    round_ = make_draft_round(unit, lines=3)
    round_.lines.exclude(position=1).update(block="Cấp phó")
    client.force_login(announce(round_).electors.all()[0].user)
    page = client.get(reverse("rounds:matters", args=[round_.pk])).text
    before, after = page.split(">Cấp phó</h2>")
    assert before.count('class="card__title" id="line-') == 1
    assert after.count('<h3 class="card__title" id="line-') == 2
