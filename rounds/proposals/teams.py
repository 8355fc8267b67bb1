"""The counting team that is proposed: people of the roll who are not voted on."""

from collections.abc import Collection, Iterable, Iterator

from officials.models import Official, User
from officials.names import folded

SMALL, USUAL, LARGE = 3, 5, 7  # members; always an odd number
USUAL_FROM, LARGE_FROM = 30, 200  # voters


def team_of(
    voters: Iterable[User], officials: Collection[Official], left_out: Collection[int] = ()
) -> list[User]:
    """Return the members proposed, the head first, in the order of the roll.

    Officials without accounts can only be matched by name.
    """
    people = list(voters)
    eligible = list(_eligible(people, officials, left_out))
    return eligible[: _size(len(people))]


def _eligible(
    people: list[User], officials: Collection[Official], left_out: Collection[int]
) -> Iterator[User]:
    judged = {official.user_id for official in officials}
    names = {folded(official.full_name) for official in officials if official.user_id is None}
    for user in people:
        is_free = user.is_active and user.pk not in judged and user.pk not in left_out
        if is_free and folded(user.full_name) not in names:
            yield user


def _size(voters: int) -> int:
    if voters >= LARGE_FROM:
        return LARGE
    return USUAL if voters >= USUAL_FROM else SMALL
