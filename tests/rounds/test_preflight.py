"""What a draft lacks: sentence, remedy and place of each item."""

import datetime
from collections.abc import Callable

import pytest
from django.utils import timezone

from officials.models import Official, Post, Unit, User
from rounds import preflight
from rounds.entries import number_of_entries
from rounds.errors import Missing, MoveRefused
from rounds.models import CommitteeMember, LinePost, Round
from rounds.services import ballot_lines, moves
from tests.roles import make_draft_round, make_official, make_round, make_unit, make_user

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


def change(**fields: object) -> Callable[[Round], None]:
    def apply(round_: Round) -> None:
        Round.objects.filter(pk=round_.pk).update(**fields)

    return apply


def no_lines(round_: Round) -> None:
    round_.lines.all().delete()
    Post.objects.filter(unit=round_.unit).update(ended_on=datetime.date(YEAR - 1, 1, 1))


def no_posts(round_: Round) -> None:
    LinePost.objects.filter(line__round=round_, line__position=1).delete()


def posts_of_another(round_: Round) -> None:
    other = make_official(make_unit())
    LinePost.objects.filter(line__round=round_, line__position=1).update(post=other.posts.get())


def retiring(round_: Round) -> None:
    Post.objects.filter(unit=round_.unit).update(retirement_notice_on=datetime.date(YEAR, 1, 2))


def left_out(round_: Round) -> None:
    make_official(round_.unit)


def small_roll(round_: Round) -> None:
    round_.electors.all().delete()


def blocked_voter(round_: Round) -> None:
    User.objects.filter(electorates__round=round_).update(is_active=False)


def no_committee(round_: Round) -> None:
    round_.committee.all().delete()


def no_head(round_: Round) -> None:
    round_.committee.update(role=CommitteeMember.Role.MEMBER)


def gap_in_numbers(round_: Round) -> None:
    round_.committee.filter(index=2).update(index=7)


def judged_member(round_: Round) -> None:
    first = round_.lines.order_by("position")[0]
    Official.objects.filter(pk=first.official_id).update(user=round_.committee.get(index=1).user_id)


def namesake_of_an_official(round_: Round) -> None:
    first = round_.lines.order_by("position")[0]
    written_otherwise = f" {first.official.full_name.upper()} "
    User.objects.filter(committees__round=round_, committees__index=1).update(full_name=written_otherwise)


def blocked_member(round_: Round) -> None:
    User.objects.filter(committees__round=round_).update(is_active=False)


def no_authority(round_: Round) -> None:
    Unit.objects.filter(pk=round_.unit_id).update(authority=None)


FAULTS = [
    (change(opens_at=None), "times of opening"),
    (change(opens_at=None, closes_at=timezone.now()), "times of opening"),
    (
        change(
            opens_at=timezone.now() - datetime.timedelta(days=2),
            closes_at=timezone.now() - datetime.timedelta(days=1),
        ),
        "already passed",
    ),
    (change(place=""), "place of the meeting"),
    (no_lines, "no line"),
    (no_posts, "no post printed"),
    (posts_of_another, "a post of another person"),
    (retiring, "is not voted on"),
    (left_out, "is not on the ballot"),
    (small_roll, "The roll has 0 voters"),
    (blocked_voter, "is blocked"),
    (no_committee, "no counting team"),
    (no_head, "has no head"),
    (gap_in_numbers, "numbered from 1"),
    (change(threshold=4), "More members are needed"),
    (change(threshold=1), "1 of 3 members could open the box without the others"),
    (judged_member, "cannot count it"),
    (namesake_of_an_official, "has the same name as an official on the ballot"),
    (blocked_member, "is blocked"),
    (no_authority, "no managing authority"),
    (
        change(marking="secret", secret_item="Mục 3", secret_decided_by="Lê Ký", scope="public"),
        "cannot be published to everyone",
    ),
    (change(credential_mode="slip"), "Slips drawn"),
]


@pytest.mark.parametrize(("spoil", "sentence"), FAULTS)
def test_freezing_refuses(spoil: Callable[[Round], None], sentence: str, english: None) -> None:
    round_ = make_draft_round()
    spoil(round_)
    with pytest.raises(MoveRefused) as refusal:
        moves.freeze_round(round_id=round_.pk, actor=None)
    found = [missing for missing in refusal.value.missing if sentence in str(missing.message)]
    assert found
    assert all(missing.remedy and missing.where for missing in found)
    round_.refresh_from_db()
    assert round_.state == Round.State.DRAFT
    assert round_.config is None
    assert not number_of_entries(round_)


def test_a_complete_draft_lacks_nothing(draft_round: Round) -> None:
    assert preflight.before_freezing(draft_round) == []


def test_a_namesake_whose_account_is_known_to_be_another_may_count() -> None:
    round_ = make_draft_round()
    namesake_of_an_official(round_)
    first = round_.lines.order_by("position")[0]
    Official.objects.filter(pk=first.official_id).update(user=make_user())
    assert preflight.before_freezing(round_) == []


def test_an_empty_draft_lists_everything_at_once(unit: Unit) -> None:
    round_ = make_round(unit, opens_at=None, closes_at=None, place="")
    found = preflight.before_freezing(round_)
    assert all(isinstance(missing, Missing) for missing in found)
    assert len(found) == 5


def test_an_official_of_another_meeting_of_the_unit_is_not_left_out(draft_round: Round) -> None:
    unit = draft_round.unit
    other = make_round(unit, campaign=draft_round.campaign)
    newcomer = make_official(unit)
    ballot_lines.add_line(round_=other, official=newcomer, posts=newcomer.posts.all())
    assert preflight.before_freezing(draft_round) == []


def test_queries_do_not_grow_with_the_roll(
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    round_ = make_draft_round(lines=100, voters=100, members=9)
    with django_assert_max_num_queries(9):  # type: ignore[attr-defined]
        assert preflight.before_freezing(round_) == []


@pytest.mark.slow
def test_freezing_takes_a_fixed_number_of_queries(
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    round_ = make_draft_round(lines=100, voters=100, members=9)
    with django_assert_max_num_queries(68):  # type: ignore[attr-defined]
        moves.freeze_round(round_id=round_.pk, actor=make_user(), reason="x")
