"""A clerk sends a notice again, corrects its address, prints it, hands it over or withdraws it."""

import pytest

from audit.acts import words_of
from audit.selectors import history
from notices import hours
from notices.errors import NoticeRefused
from notices.models import Notice
from notices.services import clerks
from officials.models import User
from rounds.models import Round
from tests.notices.notes import invite, states, work
from tests.notices.postbox import Postbox, answering_late
from tests.roles import make_draft_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused(postbox: Postbox, draft_round: Round, voter: User) -> Notice:
    """A notice whose address does not exist."""
    (row,) = invite(draft_round, voter)
    postbox.answers[voter.email] = "550 5.1.1 no such user"
    work()
    return row


def test_other_address_is_for_this_notice_only(
    postbox: Postbox, refused: Notice, voter: User, secretary: User
) -> None:
    clerks.resend(notice_id=refused.pk, actor=secretary, address="moi@example.test")
    work()
    voter.refresh_from_db()
    assert (postbox.addresses, voter.email) == (["moi@example.test"], "nguoighiphieu1@example.test")
    assert [words_of(entry.act) for entry in history(refused)] == ["Đã sửa địa chỉ nhận thông báo"]


@pytest.mark.slow
def test_unknown_is_sent_again_by_a_person_with_the_same_number(
    postbox: Postbox, draft_round: Round, voter: User, secretary: User
) -> None:
    (row,) = invite(draft_round, voter)
    with answering_late(postbox, voter.email):
        work()
    clerks.resend(notice_id=row.pk, actor=secretary)
    work()
    assert states(row) == ["accepted"]
    assert len({mail["Message-ID"] for _address, mail in postbox.taken}) == 1


def test_notice_that_was_given_up_is_tried_for_a_day_again(
    postbox: Postbox, refused: Notice, voter: User, secretary: User
) -> None:
    Notice.objects.update(tries=hours.MOST_TRIES)
    postbox.answers[voter.email] = "451 4.7.1 greylisted, come back"
    clerks.resend(notice_id=refused.pk, actor=secretary)
    work()
    assert states(refused) == ["deferred"]


def test_one_notice_of_a_digest_is_sent_again_alone(
    postbox: Postbox, draft_round: Round, voter: User, secretary: User
) -> None:
    (row,) = invite(draft_round, voter)
    invite(make_draft_round(draft_round.unit), voter)
    work()
    clerks.resend(notice_id=row.pk, actor=secretary)
    work()
    assert [mail["Subject"] is not None for _address, mail in postbox.taken] == [True, True]
    assert len({mail["Message-ID"] for _address, mail in postbox.taken}) == 2


@pytest.mark.parametrize("address", ["x", "a@b", "a@b.test\nBcc: c@d.test"])
def test_strange_address_is_refused(refused: Notice, secretary: User, address: str) -> None:
    with pytest.raises(NoticeRefused):
        clerks.resend(notice_id=refused.pk, actor=secretary, address=address)
    assert states(refused) == ["refused"]


def test_what_is_being_sent_cannot_be_touched(refused: Notice, secretary: User) -> None:
    Notice.objects.update(state="sending", lease_until="2030-01-01T00:00Z")
    for act in (clerks.resend, clerks.hand_over, clerks.withdraw):
        with pytest.raises(NoticeRefused):
            act(notice_id=refused.pk, actor=secretary)


def test_printing_marks_those_who_were_not_reached(
    postbox: Postbox, refused: Notice, draft_round: Round, another_voter: User, secretary: User
) -> None:
    (arrived,) = invite(draft_round, another_voter)
    work()
    both = [refused.pk, arrived.pk]
    assert clerks.mark_printed(notices=both, actor=secretary) == 1
    assert states(refused, arrived) == ["printed", "accepted"]


def test_handing_over_has_a_day(refused: Notice, secretary: User) -> None:
    row = clerks.hand_over(notice_id=refused.pk, actor=secretary)
    assert (row.state, row.handed_on is not None) == ("handed", True)


def test_only_what_has_not_left_is_withdrawn(
    postbox: Postbox, refused: Notice, draft_round: Round, another_voter: User, secretary: User
) -> None:
    (waiting,) = invite(draft_round, another_voter)
    clerks.withdraw(notice_id=waiting.pk, actor=secretary)
    assert (states(waiting), work()) == (["withdrawn"], 0)
    with pytest.raises(NoticeRefused):
        clerks.withdraw(notice_id=refused.pk, actor=secretary)
