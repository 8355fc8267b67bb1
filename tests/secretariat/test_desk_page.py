"""The desk: one main step by state, everything that is missing, permission."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ballots.services import closing
from officials import services as officials_services
from results.services import opening
from results.services.opening import NumbersDisagree
from rounds import steps
from rounds.models import Round
from rounds.selectors import round_for_desk
from rounds.services import moves
from rounds.states import Actor
from secretariat.desk import desk_page
from tests.ballots import hall
from tests.entries import the_entry
from tests.results import count
from tests.results.factories import make_certified_round, make_documents
from tests.roles import (
    make_draft_round,
    make_frozen_round,
    make_secretary,
    make_unit,
    make_user,
    only_secretary,
)

pytestmark = pytest.mark.django_db


def desk(round_: Round) -> Any:
    return desk_page(round_for_desk(user=only_secretary(round_.unit), pk=round_.pk))


def page(client: Client, round_: Round) -> Any:
    client.force_login(only_secretary(round_.unit))
    return client.get(reverse("secretariat:desk", args=[round_.pk]))


def move(client: Client, round_: Round, action: str, **headers: Any) -> Any:
    client.force_login(only_secretary(round_.unit))
    data = {"action": action, "reason": "Họp đột xuất"}
    return client.post(reverse("secretariat:desk_move", args=[round_.pk]), data, **headers)


def state(round_: Round) -> str:
    return Round.objects.get(pk=round_.pk).state


@pytest.mark.slow
def test_draft_with_things_missing_lists_them_with_links(client: Client) -> None:
    round_ = make_draft_round(voters=2, place="", members=0)
    shown = desk(round_)
    assert shown.step.name == "announce"
    assert len(shown.missing) >= 3
    text = page(client, round_).content.decode()
    assert all(str(one.message) in text for one in shown.missing)
    assert reverse("admin:rounds_round_change", args=[round_.pk]) in text


@pytest.mark.slow
def test_complete_draft_asks_once_and_is_frozen(client: Client) -> None:
    round_ = make_draft_round()
    confirm = reverse("secretariat:desk_confirm", args=[round_.pk, "freeze"])
    assert confirm in page(client, round_).content.decode()
    assert client.get(confirm).status_code == 200
    assert state(round_) == "draft"
    assert move(client, round_, "freeze").status_code == 302
    assert state(round_) == "sealed"


def test_frozen_round_waits_for_box_and_people() -> None:
    shown = desk(make_frozen_round())
    assert shown.step.name == "open"
    assert len(shown.missing) == 2
    assert [member.is_done for member in shown.team] == [False, False, False]


def test_confirming_what_cannot_be_done_leads_back(client: Client) -> None:
    round_ = make_frozen_round()
    client.force_login(only_secretary(round_.unit))
    for action in ("open", "freeze", "nonsense"):
        answer = client.get(reverse("secretariat:desk_confirm", args=[round_.pk, action]))
        assert answer.status_code == 302


def test_refusal_lists_what_is_missing_and_changes_nothing(client: Client) -> None:
    round_ = make_frozen_round()
    answer = move(client, round_, "open")
    assert (answer.status_code, state(round_)) == (409, "sealed")
    assert len(answer.context["refused_missing"]) == 2


def test_a_script_gets_the_refusal_as_data(client: Client) -> None:
    answer = move(client, make_frozen_round(), "open", HTTP_ACCEPT="application/json")
    assert (answer.status_code, answer.json()["error"]) == (409, "refused")


def test_unknown_action_is_refused(client: Client) -> None:
    assert move(client, make_frozen_round(), "burn").status_code == 400


def test_locked_box_shows_its_code(client: Client) -> None:
    round_ = hall.locked_round()
    code = hall.election_code_of(round_)
    assert code in re.sub(r"<[^>]+>", "", page(client, round_).content.decode())


@pytest.mark.slow
def test_open_round_ends_issuing_first_then_closes(client: Client) -> None:
    round_ = hall.open_round(voters=6)
    moves.record_attendance(round_id=round_.pk, actor=None, present=5)
    hall.vote(round_, 5)
    assert desk(round_).step.name == "end_issuing"
    assert move(client, round_, "close").status_code == 409
    move(client, round_, "end_issuing")
    assert desk(round_).step.name == "close"
    move(client, round_, "close")
    assert state(round_) == "closed"


def test_when_everybody_has_voted_the_box_may_be_closed_at_once() -> None:
    round_ = hall.open_round(voters=5)
    hall.vote(round_)
    assert desk(round_).step.name == "close"
    assert not desk(round_).missing


@pytest.mark.slow
def test_ballots_still_out_are_named() -> None:
    round_ = hall.open_round(voters=5)
    hall.VoterDevice(round_, hall.voters(round_)[0]).take()
    closing.end_issuing(round_id=round_.pk, actor=None)
    [missing] = desk(round_).missing
    assert "1" in str(missing.message)


@pytest.mark.slow
def test_closed_round_shows_members_with_shares() -> None:
    round_ = count.added()
    count.give_shares(round_, (2,))
    shown = desk(round_)
    assert shown.step is None
    assert [member.is_done for member in shown.team] == [False, True, False]
    assert shown.needed == 2


def test_numbers_that_disagree_are_shown(client: Client) -> None:
    round_ = count.added()
    count.give_shares(round_)
    count.correct_present(round_, 6, 5)
    with pytest.raises(NumbersDisagree):
        opening.open_box(round_id=round_.pk)
    detail = the_entry(round_, "numbers").detail
    assert detail in page(client, round_).content.decode()


def test_more_issued_than_present_is_named_before_opening(client: Client) -> None:
    round_ = count.added(present=5)
    (stop,) = desk(round_).stops
    assert f"{stop.message}</p>" in page(client, round_).content.decode()


@pytest.mark.slow
def test_too_few_ballots_are_named(client: Client) -> None:
    round_ = count.added(count.SIX[:4], voters=6)
    assert desk(round_).too_few
    assert page(client, round_).status_code == 200


def test_counted_round_waits_for_signatures() -> None:
    round_ = count.counted()
    shown = desk(round_)
    assert shown.step is None
    [missing] = shown.missing
    assert all(member.name in str(missing.message) for member in shown.team)


@pytest.mark.slow
def test_certified_round_is_published_with_its_documents(client: Client) -> None:
    round_ = count.certified()
    text = page(client, round_).content.decode()
    for document in round_.documents.all():
        assert reverse("results:document", args=[round_.pk, document.slug]) in text
    assert move(client, round_, "publish").status_code == 302
    assert desk(round_).step.name == "archive"


@pytest.mark.usefixtures("isolated")
@pytest.mark.slow
def test_secret_round_offers_the_archive_only() -> None:
    round_ = make_certified_round(marking="secret")
    make_documents(round_)
    assert desk(round_).step.name == "archive"


def test_nothing_of_a_cancelled_round_is_done() -> None:
    round_ = make_draft_round()
    moves.cancel_round(round_id=round_.pk, actor=None, reason="Hoãn")
    assert {step.status for step in desk(round_).timeline} == {"next"}


def test_timeline_of_a_closed_round() -> None:
    words = [step.status for step in desk(count.added()).timeline]
    assert words == ["done", "done", "done", "done", "current", "next", "next", "next"]


@pytest.mark.parametrize("name", ["desk", "desk_status"])
def test_other_secretary_and_stranger_get_404(client: Client, name: str) -> None:
    round_ = make_frozen_round()
    other = make_secretary(make_unit())
    path = reverse(f"secretariat:{name}", args=[round_.pk])
    for user in (other, make_user(), round_.committee.get(index=1).user):
        client.force_login(user)
        assert client.get(path).status_code == 404
    client.logout()
    assert client.get(path).status_code == 302


@pytest.mark.parametrize("name", ["desk_move", "desk_attendance", "desk_cancel"])
def test_moves_are_posts_of_the_units_secretary(client: Client, name: str) -> None:
    round_ = make_frozen_round()
    path = reverse(f"secretariat:{name}", args=[round_.pk])
    client.force_login(make_user())
    assert client.post(path, {"action": "open", "reason": "x", "present": 1}).status_code == 404
    assert client.get(path).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(only_secretary(round_.unit))
    assert strict.post(path, {"action": "open", "reason": "x"}).status_code == 403
    assert state(round_) == "sealed"


def test_only_secretary_the_unit_above_sees_the_desk(client: Client) -> None:
    round_ = make_frozen_round()
    above = make_unit()
    round_.unit.parent = above
    officials_services.save_unit(unit=round_.unit)
    client.force_login(make_secretary(above))
    assert client.get(reverse("secretariat:desk", args=[round_.pk])).status_code == 200


def test_page_polls_while_others_than_the_secretary_act() -> None:
    watched = steps.states_taken_by(Actor.COMMITTEE, Actor.WORKER, Actor.CLOCK)
    assert watched == {"sealed", "open", "closed", "counted", "certified"}


@pytest.mark.slow
def test_page_costs_the_same_however_many_voters(django_assert_max_num_queries: Any) -> None:
    rounds = [hall.open_round(voters=voters) for voters in (5, 9)]
    for round_ in rounds:
        found = round_for_desk(user=only_secretary(round_.unit), pk=round_.pk)
        with django_assert_max_num_queries(24):
            desk_page(found)


def test_closing_time_is_printed_in_local_time(client: Client) -> None:
    round_ = make_draft_round()
    closes = timezone.localtime(round_.closes_at)
    assert f"{closes:%H:%M, %d/%m/%Y}" in page(client, round_).content.decode()
