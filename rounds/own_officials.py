"""People who may belong on a roll: the officials of the unit, and the people of groups."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.languages import filled
from officials.members import GroupMember, members
from officials.models import Group, Official, Post, User
from officials.selectors import officials_elsewhere, officials_for_secretary
from rounds import states
from rounds.eligibility import current_posts, meeting_day
from rounds.errors import Missing, Where
from rounds.models import Line, Round
from rounds.roll import people_on_roll
from rounds.states import Part

SHOWN = 10  # names in a sentence


@dataclass(frozen=True, slots=True)
class OwnOfficial:
    """An official with a post at the unit on the day of the meeting; `capacity` as the roll prints it."""

    official: Official
    account: User | None
    capacity: str


def missing_from_roll(round_: Round) -> list[OwnOfficial]:
    """Return the officials of the unit that are not on its roll, with or without an account; three queries."""
    held = _not_on_roll(round_)
    accounts = {user.pk: user for user in _accounts(held)}
    return [
        OwnOfficial(
            official, accounts.get(official.user_id or 0), ", ".join(post.title for post in posts)[:250]
        )
        for official, posts in held.items()
    ]


def _not_on_roll(round_: Round) -> dict[Official, list[Post]]:
    on_roll = {one.user for one in people_on_roll(round_)}
    held = current_posts(round_)
    return {official: posts for official, posts in held.items() if official.user_id not in on_roll}


def officials_to_give_accounts(*, user: User, codes: Collection[str]) -> dict[str, Official]:
    """Return staff code → official without an account who may get one from a secretary's list; two queries.

    The account of an official reads results about that person: where there may be some, or where other secretaries
    know the person too, it is given on the page of the official, which puts it into the logs of those rounds.
    """
    if not codes:
        return {}
    voted_on = Line.objects.exclude(round__state__in=states.changing(Part.LINES)).values("official")
    found = (
        officials_for_secretary(user=user).filter(user=None, staff_code__in=codes).exclude(pk__in=voted_on)
    )
    elsewhere = officials_elsewhere(user=user)
    return {official.staff_code: official for official in found if official.pk not in elsewhere}


def _accounts(officials: Iterable[Official]) -> list[User]:
    keys = [official.user_id for official in officials if official.user_id]
    return list(User.objects.filter(pk__in=keys))


@dataclass(frozen=True, slots=True)
class PeopleOfGroups:
    """The people of groups on the day of the meeting, as far as a roll is concerned."""

    new: list[GroupMember]  # with an account that is not on the roll
    on_roll: list[GroupMember]
    without_account: list[GroupMember]
    blocked: list[GroupMember]


def people_of_groups(round_: Round, groups: Iterable[Group]) -> PeopleOfGroups:
    """Return who would be put on the roll from groups at the unit; seven queries."""
    found = members(groups=groups, unit=round_.unit, day=meeting_day(round_))
    accounts = {one.account.pk for one in found if one.account}
    on_roll = set(round_.electors.filter(user__in=accounts).values_list("user", flat=True))
    people = PeopleOfGroups([], [], [], [])
    for one in found:
        if one.account is None:
            people.without_account.append(one)
        elif one.account.pk in on_roll:
            people.on_roll.append(one)
        elif not one.account.is_active:
            people.blocked.append(one)
        else:
            people.new.append(one)
    return people


def cautions_about_roll(round_: Round) -> Iterator[Missing]:
    """Yield what to look at: officials of the unit who could vote and are not on the roll, and those without account."""
    missing = _not_on_roll(round_)
    with_account = [official.full_name for official in missing if official.user_id]
    without = [official.full_name for official in missing if not official.user_id]
    if with_account:
        text = ngettext(
            "%(count)d official of the unit is not on the roll: %(names)s.",
            "%(count)d officials of the unit are not on the roll: %(names)s.",
            len(with_account),
        )
        yield Missing(
            filled(text, _named(with_account)),
            _("Press “Add the officials of the unit” if they vote here."),
            Where.ELECTORS,
        )
    if without:
        text = ngettext(
            "%(count)d official of the unit has no account and cannot be put on the roll: %(names)s.",
            "%(count)d officials of the unit have no account and cannot be put on the roll: %(names)s.",
            len(without),
        )
        yield Missing(filled(text, _named(without)), _("Make or link their accounts."), Where.NO_ACCOUNT)


def _named(names: list[str]) -> dict[str, object]:
    shown = ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
    return {"count": len(names), "names": shown}
