"""Concurrent changes on a real database."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from officials.models import User
from rounds import locks
from rounds.entries import entries_of
from rounds.errors import RoundError
from rounds.models import Elector, Round
from rounds.services import ballot_lines, configuring, moves
from tests.ballots.hall import waits_for_the_round
from tests.ballots.zero import confirm_empty
from tests.roles import make_draft_round, make_frozen_round, make_user

pytestmark = pytest.mark.django_db(transaction=True)
Wait = Callable[[Callable[[], bool]], bool]


def together(*actions: Callable[[], object]) -> list[object]:
    """Run all actions at the same moment; return what each returned or raised."""
    barrier = threading.Barrier(len(actions))
    results: list[object] = [None] * len(actions)

    def run(number: int, action: Callable[[], object]) -> None:
        barrier.wait()
        try:
            results[number] = action()
        except RoundError as refusal:
            results[number] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.parametrize("attempt", range(3))
def test_elector_is_in_the_frozen_roll_or_refused(attempt: int) -> None:
    round_, late = make_draft_round(lines=1), make_user()
    _sealed, added = together(
        lambda: moves.freeze_round(round_id=round_.pk, actor=None),
        lambda: configuring.add_electors(round_id=round_.pk, electors=[(late, "")]),
    )
    sealed = Round.objects.get(pk=round_.pk)
    on_roll = Elector.objects.filter(round=round_).count()
    assert f'"roll_size":{on_roll}'.encode() in bytes(sealed.config or b"")
    assert (added == 1) == (on_roll == 7)


def test_concurrent_freezing_happens_once() -> None:
    round_ = make_draft_round(lines=1)
    actor = make_user()
    results = together(
        *[lambda: moves.freeze_round(round_id=round_.pk, actor=actor, reason="x") for _n in range(4)]
    )
    assert all(isinstance(result, Round) for result in results)
    assert len(entries_of(round_, "sealed")) == 1


def test_a_double_open_opens_once() -> None:
    round_ = make_frozen_round(lines=1)
    with transaction.atomic():
        moves.record_box(round_=round_, manifest=b"m", election_id="e", box_key="k", code="c")
    confirm_empty(round_)
    moves.record_attendance(round_id=round_.pk, actor=None, present=6)
    together(*[lambda: moves.open_round(round_id=round_.pk, actor=None) for _n in range(4)])
    assert len(entries_of(round_, "open")) == 1


def test_voter_added_concurrently_is_stored_once() -> None:
    round_, person = make_draft_round(lines=1, voters=0), make_user()
    together(
        *[lambda: configuring.add_electors(round_id=round_.pk, electors=[(person, "")]) for _n in range(4)]
    )
    assert round_.electors.count() == 1


def test_concurrent_proposals_create_each_line_once() -> None:
    round_ = make_draft_round(lines=5)
    round_.lines.all().delete()
    together(*[lambda: ballot_lines.propose_lines(round_id=round_.pk) for _n in range(3)])
    assert [line.position for line in round_.lines.order_by("position")] == [1, 2, 3, 4, 5]


@pytest.mark.slow
def test_draft_deleted_while_its_roll_is_saved_is_reported(
    client: Client, secretary: User, draft_round: Round, wait_until: Wait
) -> None:
    client.force_login(secretary)
    elector = draft_round.electors.select_related("user").all()[0]
    page = reverse("admin:rounds_elector_change", args=[elector.pk])
    data = {"user": elector.user.username, "capacity": "Phó phòng", "round": str(draft_round.pk)}
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            configuring.remove_draft(round_id=draft_round.pk)
            answer = pool.submit(_save, client, page, data)
            wait_until(waits_for_the_round)
        assert answer.result() == 302
    shown = client.get(page, follow=True, headers={"accept-language": "en"})
    assert "Another user changed this at the same time" in shown.text
    assert not Elector.objects.filter(pk=elector.pk).exists()


def _save(client: Client, page: str, data: dict[str, str]) -> int:
    try:
        return client.post(page, data, headers={"accept-language": "en"}).status_code
    finally:
        connection.close()


def test_many_rounds_are_locked_in_the_order_of_those_who_lock_one_by_one(wait_until: Wait) -> None:
    """The lock of a round is a signed number, so the last ids would come before the first."""
    first, last = UUID(int=1 << 64), UUID(int=(1 << 128) - 1)

    def lock_both() -> None:
        try:
            with transaction.atomic():
                locks.lock_rounds([last, first])
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            locks.lock_rounds([first])
            other = pool.submit(lock_both)
            wait_until(waits_for_the_round)
            locks.lock_rounds([last])
        other.result()
