"""A returned mail is read from a mailbox, and its notice counts as not reached."""

import textwrap
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from pytest_django import Settings

from notices import private, tasks
from notices.bounces import read_bounce
from notices.models import Notice
from notices.selectors import not_reached
from notices.services import clerks, returned
from officials.models import User
from rounds.models import Round
from tests.notices.mailbox import mailbox_with
from tests.notices.notes import invite, states, work
from tests.notices.postbox import Postbox

pytestmark = pytest.mark.django_db
ADDRESS = "tra-lai@example.test"


@pytest.fixture(autouse=True)
def _bounces(settings: Settings) -> None:
    settings.NOTICE_BOUNCE_ADDRESS = ADDRESS


@pytest.fixture
def sent(postbox: Postbox, draft_round: Round, voter: User) -> Notice:
    """A notice that a mail server accepted."""
    (row,) = invite(draft_round, voter)
    work()
    return row


def report(row: Notice, action: str = "failed") -> bytes:
    """Return a report as Postfix writes it."""
    text = f"""\
        Return-Path: <>
        Delivered-To: tra-lai+{row.mail.hex}@example.test
        From: MAILER-DAEMON@mail.example.test (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="B/1"

        --B/1
        Content-Type: text/plain; charset=us-ascii

        I'm sorry to have to inform you that your message could not be delivered.

        --B/1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.example.test

        Final-Recipient: rfc822; {row.address}
        Action: {action}
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 <{row.address}>: Recipient address
            rejected: User unknown

        --B/1
        Content-Type: message/rfc822

        Subject: x

        x

        --B/1--
        """
    return textwrap.dedent(text).replace("\n", "\r\n").encode()


def read(settings: Settings, *mails: bytes) -> set[int]:
    """Let the task read a mailbox with these mails; return the numbers of those it marked as seen."""
    with mailbox_with(*mails) as box:
        settings.NOTICE_BOUNCE_MAILBOX = urlsplit(f"imap://tra-lai:hop%20thu%401@127.0.0.1:{box.port}/INBOX")
        tasks.read_mailbox()
        tasks.read_mailbox()
        assert box.password == '"hop thu@1"'
        return box.seen


def test_sender_of_the_envelope_names_the_mail(postbox: Postbox, sent: Notice) -> None:
    ((_address, mail),) = postbox.taken
    assert mail["From"] != ADDRESS
    assert postbox.senders == [f"tra-lai+{sent.mail.hex}@example.test"]


def test_returned_mail_is_found_in_the_mailbox(settings: Settings, sent: Notice) -> None:
    seen = read(settings, b"Subject: Xin nghi\r\n\r\nx\r\n", report(sent))
    sent.refresh_from_db()
    assert (sent.state, seen) == ("bounced", {1, 2})
    assert sent.said.startswith("5.1.1 smtp; 550 5.1.1 <nguoighiphieu1@example.test>: Recipient address")
    assert list(not_reached(Notice.objects.all())) == [sent]


def test_delayed_mail_has_not_failed_yet(settings: Settings, sent: Notice) -> None:
    read(settings, report(sent, action="delayed"))
    assert states(sent) == ["accepted"]


def test_late_report_on_a_former_address_does_not_count_against_the_new_one(
    settings: Settings, sent: Notice, secretary: User
) -> None:
    late = report(sent)
    clerks.resend(notice_id=sent.pk, actor=secretary, address="moi@example.test")
    work()
    assert states(sent) == ["accepted"]
    read(settings, late)
    assert states(sent) == ["accepted"]


def test_report_on_a_printed_notice_changes_nothing(settings: Settings, sent: Notice) -> None:
    Notice.objects.filter(pk=sent.pk).update(state="printed", printed_on=timezone.localdate())
    read(settings, report(sent))
    assert states(sent) == ["printed"]


@pytest.mark.parametrize("content", [b"", b"x", b"Content-Type: multipart/report\r\n\r\n", b"\xff" * 50])
def test_strange_mail_is_no_report(content: bytes) -> None:
    assert read_bounce(content) is None


def test_report_for_another_address_is_not_ours(sent: Notice) -> None:
    assert read_bounce(report(sent).replace(b"@example.test", b"@evil.test", 1)) is None


def test_mailbox_that_is_away_is_tried_again_later(settings: Settings) -> None:
    settings.NOTICE_BOUNCE_MAILBOX = urlsplit("imap://a:b@127.0.0.1:1/INBOX")
    assert returned.read_mailbox() == 0


def test_private_text_is_emptied_on_its_day(draft_round: Round, voter: User, another_voter: User) -> None:
    today, later = invite(draft_round, voter, another_voter)
    for row, day in ((today, timezone.localdate()), (later, "2100-01-01")):
        Notice.objects.filter(pk=row.pk).update(is_private=True, delete_on=day, body=private.sealed("Mã"))
    tasks.read_mailbox()
    today.refresh_from_db()
    later.refresh_from_db()
    assert (today.body, today.state) == ("", "withdrawn")
    assert private.opened(later) == "Mã"


def test_private_text_is_mailed_and_then_emptied(postbox: Postbox, draft_round: Round, voter: User) -> None:
    (row,) = invite(draft_round, voter)
    Notice.objects.update(is_private=True, delete_on="2100-01-01", body=private.sealed("Mã 4711"))
    work()
    ((_address, mail),) = postbox.taken
    text = mail.get_payload()[0].get_payload(decode=True).decode()  # type: ignore[union-attr, index]
    row.refresh_from_db()
    assert (text, row.body) == ("Mã 4711", "")
