"""That each voter was given access to the dossiers is recorded by the database, and changed by nobody."""

import pytest
from django.db import DatabaseError, connection, transaction

from rounds import accesses
from rounds.models import Access, Round
from rounds.services import announcing, configuring, moves
from tests.dossiers import file_dossiers
from tests.roles import announce, make_draft_round, make_frozen_round, make_user

pytestmark = pytest.mark.django_db


def test_nobody_before_the_voters_know_the_ballot() -> None:
    make_draft_round()
    assert not Access.objects.exists()


def test_every_voter_from_freezing_on() -> None:
    round_ = make_frozen_round()
    given = accesses.accesses(round_)
    assert {row.user_id for row in given} == set(round_.electors.values_list("user", flat=True))
    assert len({row.given_at for row in given}) == 1
    assert {row.ended_at for row in given} == {None}


def test_ends_when_dossiers_are_no_longer_shown() -> None:
    round_ = make_frozen_round()
    moves.cancel_round(round_id=round_.pk, actor=None, reason="Hoãn")
    assert None not in {row.ended_at for row in accesses.accesses(round_)}


def test_states_are_those_in_which_voters_read() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state FROM unnest(%s::text[]) AS state WHERE rounds_gives_access(state)",
            [Round.State.values],
        )
        found = sorted(state for (state,) in cursor.fetchall())
    assert found == accesses.giving_states()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rounds_access SET ended_at = now()",
        "DELETE FROM rounds_access",
        "INSERT INTO rounds_access (round_id, user_id, given_at) SELECT round_id, user_id, now() FROM rounds_access",
    ],
)
def test_application_only_reads(statement: str) -> None:
    make_frozen_round()
    refused = pytest.raises(DatabaseError, match="permission denied")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_papers_of_the_list_have_their_hash() -> None:
    round_ = make_draft_round(lines=2)
    papers = file_dossiers(round_)
    moves.freeze_round(round_id=round_.pk, actor=None)
    listed = accesses.papers_of_round(round_)
    assert [one.sha256 for one in listed] == [paper.sha256 for paper in papers]
    assert [one.official for one in listed] == [
        line.official.full_name for line in round_.lines.order_by("position")
    ]


def test_withdrawing_the_announcement_ends_it_and_announcing_again_gives_it_anew() -> None:
    round_ = announce(make_draft_round())
    assert open_ones(round_) == voters_of(round_)
    announcing.withdraw_announcement(round_id=round_.pk, actor=None, reason="Sai ngày")
    assert open_ones(round_) == set()
    announcing.announce_round(round_id=round_.pk, actor=None)
    assert open_ones(round_) == voters_of(round_)
    assert accesses.accesses(round_).count() == 2 * len(voters_of(round_))


def test_it_follows_the_roll_of_an_announced_round() -> None:
    round_ = announce(make_draft_round())
    newcomer = make_user()
    configuring.add_electors(round_id=round_.pk, electors=[(newcomer, "")], reason="Mới về")
    leaving = round_.electors.exclude(user=newcomer)[0]
    configuring.remove_part(part=leaving, reason="Chuyển công tác")
    assert newcomer.pk in open_ones(round_)
    assert leaving.user_id not in open_ones(round_)
    assert accesses.accesses(round_).get(user=leaving.user_id).ended_at


def open_ones(round_: Round) -> set[int]:
    return set(accesses.accesses(round_).filter(ended_at=None).values_list("user", flat=True))


def voters_of(round_: Round) -> set[int]:
    return set(round_.electors.values_list("user", flat=True))
