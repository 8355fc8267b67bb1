"""Tasks of a new installation before its first vote, in the order of their dependencies."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from officials import selectors as officials_selectors
from officials.models import User
from rounds import plan_selectors, selectors, states
from rounds.accounts import accounts_to_list
from rounds.campaign_selectors import current_campaign
from rounds.models import Round
from rounds.states import Part

Rows = Callable[[User], bool]


@dataclass(frozen=True)
class FirstTask:
    """A thing to enter: its page, its purpose, and whether it exists."""

    title: Promise
    why: Promise
    button: Promise
    table: str
    url: str
    is_done: bool
    is_next: bool = False
    import_url: str = ""  # where the rows can be taken from a file instead


def _units(user: User) -> bool:
    return officials_selectors.units_for_secretary(user=user).exclude(authority=None).exists()


def _accounts(user: User) -> bool:
    return accounts_to_list(user=user).exclude(pk=user.pk).exists()


def _roles(user: User) -> bool:
    return officials_selectors.roles_for_secretary(user=user).exclude(user=user).exists()


def _posts(user: User) -> bool:
    return officials_selectors.officials_with_posts(user=user).exists()


def _plans(user: User) -> bool:
    return plan_selectors.plans_to_hold(user=user).exists()


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
        _plans,
        "rounds_plan",
        pgettext_lazy("first task", "The plan"),
        _(
            "The plan (Kế hoạch) with purpose, principles and schedule: texts are supplied to start from. Its page "
            "leads to the approval."
        ),
        _("Add a plan"),
    ),
    (
        _campaigns,
        "rounds_campaign",
        _("The campaign"),
        _("The rounds that are held under the plan, with their period."),
        _("Add a campaign"),
    ),
    (
        _rounds,
        "rounds_round",
        _("The rounds"),
        _(
            "The meetings of all units are proposed from the plan, with ballot, exempt officials, roll and counting "
            "team. You correct what is proposed, and they are created in one act."
        ),
        _("Create the rounds"),
    ),
]


LISTS = {"officials_unit": "units", "officials_user": "accounts", "officials_official": "officials"}


def _import_url(table: str) -> str:
    return reverse("secretariat:list_kind", args=[LISTS[table]]) if table in LISTS else ""


def _add_url(table: str, user: User) -> str:
    """Return the address where a row is entered: a campaign under its plan, rounds from the plan of the campaign."""
    campaign = current_campaign(user=user) if table == "rounds_round" else None
    plan = plan_selectors.plan_to_begin_with(user=user) if table == "rounds_campaign" else None
    if campaign:
        return reverse("secretariat:campaign_create", args=[campaign.pk])
    return reverse(f"admin:{table}_add") + (f"?plan={plan.pk}" if plan else "")


def next_after(user: User, table: str) -> FirstTask | None:
    """Return the first task that is not done and comes after that of a table."""
    tasks = first_tasks(user)
    names = [task.table for task in tasks]
    later = tasks[names.index(table) + 1 :] if table in names else tasks
    return next((task for task in later if not task.is_done), None)


def task_before_the_first_round(user: User) -> FirstTask | None:
    """Return what comes next while the user has no round, of a user without `rounds_begun`; None afterwards."""
    tasks = _tasks(user)
    return next((task for task in tasks if task.is_next), None) if tasks and not tasks[-1].is_done else None


def first_tasks(user: User) -> list[FirstTask]:
    """Return the tasks; an empty list once a round was frozen or all tasks are done."""
    return [] if rounds_begun(user).exists() else _tasks(user)


def rounds_begun(user: User) -> QuerySet[Round]:
    """Return the rounds of a secretary that were frozen, or cancelled before."""
    mine = selectors.rounds_for_secretary(user=user)
    return mine.exclude(state__in=states.changing(Part.CONFIGURATION))


def _tasks(user: User) -> list[FirstTask]:
    done = [is_there(user) for is_there, *_rest in STEPS]
    if all(done):
        return []
    following = done.index(False)
    return [
        FirstTask(
            title=title,
            why=why,
            button=button,
            table=table,
            url=_add_url(table, user),
            is_done=done[number],
            is_next=number == following,
            import_url=_import_url(table),
        )
        for number, (_rows, table, title, why, button) in enumerate(STEPS)
    ]
