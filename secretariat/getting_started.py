"""Tasks of a new installation before its first vote, in the order of their dependencies."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from officials import selectors as officials_selectors
from officials.models import User
from rounds import selectors, states
from rounds.accounts import accounts_to_list
from rounds.states import Part

Rows = Callable[[User], bool]


@dataclass(frozen=True)
class FirstTask:
    """A thing to enter: its page, its purpose, and whether it exists."""

    title: Promise
    why: Promise
    button: Promise
    url: str
    is_done: bool
    is_next: bool = False


def _units(user: User) -> bool:
    return officials_selectors.units_for_secretary(user=user).exclude(authority=None).exists()


def _accounts(user: User) -> bool:
    return accounts_to_list(user=user).exclude(pk=user.pk).exists()


def _roles(user: User) -> bool:
    return officials_selectors.roles_for_secretary(user=user).exclude(user=user).exists()


def _posts(user: User) -> bool:
    return officials_selectors.officials_with_posts(user=user).exists()


def _campaigns(user: User) -> bool:
    return selectors.campaigns_to_join(user=user).exists()


def _rounds(user: User) -> bool:
    return selectors.rounds_for_secretary(user=user).exists()


STEPS: list[tuple[Rows, str, Promise, Promise, Promise]] = [
    (
        _units,
        "officials_unit",
        _("Units"),
        _(
            "First the managing authority, which receives the report; then the unit that holds the meeting."
            " Choose the first as the authority of the second."
        ),
        _("Add a unit"),
    ),
    (
        _accounts,
        "officials_user",
        _("Accounts"),
        _(
            "For the secretary, the counting team and the leaders. Voters need none yet: the file with the"
            " roll makes them."
        ),
        _("Add an account"),
    ),
    (
        _roles,
        "officials_unitrole",
        _("Roles in a unit"),
        _("The secretary of the unit; the leadership of unit and authority, who read the result."),
        _("Give a role"),
    ),
    (
        _posts,
        "officials_official",
        _("Officials and their posts"),
        _("Everybody who holds a leadership post at the unit, with the dates: the ballot is made from them."),
        _("Add an official"),
    ),
    (
        _campaigns,
        "rounds_campaign",
        _("The campaign"),
        _("The plan (Kế hoạch) under which the meetings are held; documents quote its number and day."),
        _("Add a campaign"),
    ),
    (
        _rounds,
        "rounds_round",
        _("The round"),
        _("The meeting itself. Its page leads in six steps to freezing: ballot, roll, counting team, check."),
        _("Make a round"),
    ),
]


def first_tasks(user: User) -> list[FirstTask]:
    """Return the tasks; an empty list once a round was frozen or all tasks are done."""
    mine = selectors.rounds_for_secretary(user=user)
    if mine.exclude(state__in=states.changing(Part.CONFIGURATION)).exists():
        return []
    done = [is_there(user) for is_there, *_rest in STEPS]
    if all(done):
        return []
    following = done.index(False)
    return [
        FirstTask(title, why, button, reverse(f"admin:{table}_add"), done[number], number == following)
        for number, (_rows, table, title, why, button) in enumerate(STEPS)
    ]
