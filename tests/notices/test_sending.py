"""A worker hands notices to a real mail server, and the row says what is known afterwards."""

import datetime

import pytest
from django.utils import timezone
from pytest_django import Settings

from notices import mails
from notices.models import MailServer, Notice
from notices.services import sending, throttle
from officials.models import User
from rounds.models import Round
from tests.notices.notes import come_due, invite, states, work
from tests.notices.postbox import Postbox, answering_late

pytestmark = pytest.mark.django_db


def test_mail_arrives_and_is_accepted(postbox: Postbox, draft_round: Round, voter: User) -> None:
    (row,) = invite(draft_round, voter)
    assert work() == 1
    row.refresh_from_db()
    assert (row.state, row.said, row.tries) == ("accepted", "250 2.0.0 queued as 4711", 1)
    ((address, mail),) = postbox.taken
    assert address == mail["To"] == voter.email
    assert mail["Auto-Submitted"] == "auto-generated"


def test_deferred_mail_is_sent_again_later(postbox: Postbox, draft_round: Round, voter: User) -> None:
    (row,) = invite(draft_round, voter)
    postbox.answers[voter.email] = "451 4.7.1 greylisted, come back"
    work()
    row.refresh_from_db()
    assert (row.state, row.said) == ("deferred", "451 4.7.1 greylisted, come back")
    assert work() == 0  # not before its time
    postbox.answers.clear()
    come_due()
    assert work() == 1
    assert states(row) == ["accepted"]


def test_waits_between_attempts_become_longer(postbox: Postbox, draft_round: Round, voter: User) -> None:
    (row,) = invite(draft_round, voter)
    postbox.answers[voter.email] = "451 4.7.1 greylisted"
    waits = []
    for _attempt in range(3):
        come_due()
        work()
        row.refresh_from_db()
        waits.append(round(((row.due_at or timezone.now()) - timezone.now()).total_seconds() / 60))
    assert waits == [1, 2, 4]


def test_address_that_is_refused_is_not_tried_again(
    postbox: Postbox, draft_round: Round, voter: User
) -> None:
    (row,) = invite(draft_round, voter)
    postbox.answers[voter.email] = "550 5.1.1 no such user"
    work()
    row.refresh_from_db()
    assert (row.state, row.said, row.due_at) == ("refused", "550 5.1.1 no such user", None)


def test_answer_after_the_time_limit_is_unknown_and_never_sent_again(
    postbox: Postbox, draft_round: Round, voter: User
) -> None:
    (row,) = invite(draft_round, voter)
    with answering_late(postbox, voter.email):
        work()
    come_due()
    assert (states(row), work(), postbox.addresses) == (["unknown"], 0, [voter.email])


def test_server_that_is_away_takes_nothing_and_is_spared(
    settings: Settings, postbox: Postbox, draft_round: Round, voter: User, another_voter: User
) -> None:
    rows = invite(draft_round, voter, another_voter)
    settings.EMAIL_PORT = 1
    work()
    assert states(*rows) == ["deferred", "waiting"]  # the second was not even tried
    server = MailServer.objects.get()
    assert server.said.startswith("ConnectionRefusedError")
    come_due()
    assert work() == 0


def test_server_that_refuses_the_sender_is_no_fault_of_the_person(
    postbox: Postbox, draft_round: Round, voter: User
) -> None:
    (row,) = invite(draft_round, voter)
    postbox.refuses_sender = True
    work()
    row.refresh_from_db()
    assert (row.state, row.said) == ("deferred", "550 5.7.1 sender not allowed")


def test_second_delivery_of_the_task_sends_nothing(postbox: Postbox, draft_round: Round, voter: User) -> None:
    invite(draft_round, voter)
    (mail,) = sending.due_mails()
    sending.send(mail=mail)
    sending.send(mail=mail)
    assert postbox.addresses == [voter.email]


def test_each_attempt_has_the_same_number(postbox: Postbox, draft_round: Round, voter: User) -> None:
    (row,) = invite(draft_round, voter)
    work()
    Notice.objects.filter(pk=row.pk).update(state="deferred", due_at=timezone.now(), queued_until=None)
    work()
    first, second = (mail["Message-ID"] for _address, mail in postbox.taken)
    assert first == second


def test_lost_worker_before_the_text_means_sending_again(
    postbox: Postbox, draft_round: Round, voter: User
) -> None:
    (row,) = invite(draft_round, voter)
    _die(row, "claimed")
    assert work() == 1
    assert (states(row), postbox.addresses) == (["accepted"], [voter.email])


def test_lost_worker_during_the_text_means_unknown(postbox: Postbox, draft_round: Round, voter: User) -> None:
    (row,) = invite(draft_round, voter)
    _die(row, "sending")
    assert (work(), states(row), postbox.addresses) == (0, ["unknown"], [])


def _die(row: Notice, state: str) -> None:
    """Leave the row as a worker does that was killed some minutes ago."""
    past = timezone.now() - datetime.timedelta(minutes=1)
    Notice.objects.filter(pk=row.pk).update(state=state, lease_until=past, due_at=None, tries=1)


def test_worker_whose_lease_is_over_does_not_send(
    postbox: Postbox, draft_round: Round, voter: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mail server let the worker wait so long that the row was given to another one."""
    (row,) = invite(draft_round, voter)
    monkeypatch.setattr(sending, "LEASE", datetime.timedelta(seconds=-1))
    compose = mails.composed

    def slow(rows: list[Notice]) -> object:
        sending.free_expired(now=timezone.now())
        return compose(rows)

    monkeypatch.setattr(sending, "composed", slow)
    work()
    assert (states(row), postbox.addresses) == (["deferred"], [])


def test_task_that_was_lost_is_given_again(draft_round: Round, voter: User, postbox: Postbox) -> None:
    invite(draft_round, voter)
    assert len(sending.due_mails()) == 1
    assert sending.due_mails() == []
    later = timezone.now() + sending.QUEUED * 1.1
    assert len(sending.due_mails(now=later)) == 1


def test_minute_has_a_limit_for_each_server(
    settings: Settings, postbox: Postbox, draft_round: Round, voter: User, another_voter: User, head: User
) -> None:
    settings.NOTICES_PER_MINUTE = 2
    invite(draft_round, voter, another_voter, head)
    now = timezone.now()
    assert [len(sending.due_mails(now=now)) for _press in range(2)] == [2, 0]
    assert len(sending.due_mails(now=now + datetime.timedelta(minutes=1))) == 1


def test_stop_button_holds_everything_until_it_is_released(
    postbox: Postbox, draft_round: Round, voter: User, secretary: User
) -> None:
    invite(draft_round, voter)
    mails = sending.due_mails()
    throttle.stop(actor=secretary, reason="Sai địa điểm")
    sending.send(mail=mails[0])  # a task that was enqueued before
    assert (sending.due_mails(), postbox.addresses) == ([], [])
    throttle.go_on(actor=secretary)
    assert (work(), postbox.addresses) == (1, [voter.email])


def test_patience_of_the_product_is_shorter_than_its_lease(settings: Settings) -> None:
    assert datetime.timedelta(seconds=settings.EMAIL_TIMEOUT * 12) < sending.LEASE
