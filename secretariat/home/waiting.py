"""What else waits for a secretary: one provider for each kind, each with few rows and a fixed number of queries.

A new kind is a function and a line in `PROVIDERS`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Case, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common.refusals import Text
from notices.models import Notice
from notices.selectors import FAILED, not_reached, notices_for_secretary
from officials.models import Unit, User
from rounds.filings import Standing, overdue_by_campaign
from rounds.models import Campaign, Plan
from rounds.own_plans import own_plans_to_issue
from rounds.places import places_to_settle
from rounds.selectors import all_counted, number_of

SHOWN = 5  # rows of one kind
# Most of what is to be printed is known since it was made; a refusal is news.
FAILED_FIRST = Case(When(state__in=FAILED, then=0), default=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits, with the page where it is done."""

    text: Text
    url: str
    link: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingKind:
    """The first things of one kind; `total` counts them all, and `url` is the page that lists them."""

    code: str
    title: Text
    rows: Sequence[Waiting]
    total: int
    url: str = ""

    @property
    def shown(self) -> Sequence[Waiting]:
        """The rows that the page shows, however many the provider gave."""
        return self.rows[:SHOWN]

    @property
    def more(self) -> int:
        """How many things are not shown."""
        return max(0, self.total - len(self.shown))


def notices_not_reached(user: User) -> WaitingKind | None:
    """Return the notices that reach nobody without a clerk: those that a server refused or returned, then those to
    print, each the oldest first; one query.
    """
    found = not_reached(notices_for_secretary(user=user)).filter(printed_on=None)
    first = (
        found.select_related(None).only("name", "kind", "state").order_by(FAILED_FIRST, "created_at", "pk")
    )
    rows = list(first.annotate(total=number_of(found))[:SHOWN])
    if not rows:
        return None
    return WaitingKind(
        code="notices",
        title=_("Notices that did not arrive"),
        rows=[_notice(row) for row in rows],
        total=rows[0].total,
        url=f"{reverse('secretariat:notice_list')}?state=not-reached",
    )


def _notice(row: Notice) -> Waiting:
    text = f"{row.name}: {row.get_kind_display()}, {row.get_state_display()}"
    return Waiting(text, reverse("secretariat:notice", args=[row.pk]), _("Look"))


def places_not_settled(user: User) -> WaitingKind | None:
    """Return the officials at more places than the rules allow, for the authority that settles; two queries."""
    found = places_to_settle(user=user).prefetch_related(None)
    rows = list(found.annotate(total=all_counted())[:SHOWN])
    if not rows:
        return None
    return WaitingKind(
        code="places",
        title=_("Officials at too many places"),
        rows=[
            Waiting(
                str(row), reverse("secretariat:places_of_official", args=[row.pk]), _("Settle the places")
            )
            for row in rows
        ],
        total=rows[0].total,
        url=reverse("secretariat:places"),
    )


def dossiers_overdue(user: User) -> WaitingKind | None:
    """Return the campaigns in which officials are late with their dossiers; one query."""
    found = overdue_by_campaign(user=user)
    rows = list(found.annotate(total=all_counted())[:SHOWN])
    if not rows:
        return None
    return WaitingKind(
        code="dossiers",
        title=_("Dossiers overdue"),
        rows=[_overdue(row) for row in rows],
        total=rows[0].total,
        url=reverse("admin:rounds_campaign_changelist"),
    )


def _overdue(row: Campaign) -> Waiting:
    number = row.overdue  # type: ignore[attr-defined]
    text = ngettext("%(campaign)s: %(number)d official", "%(campaign)s: %(number)d officials", number)
    url = f"{reverse('secretariat:campaign_dossiers', args=[row.pk])}?standing={Standing.OVERDUE}"
    return Waiting(text % {"campaign": row.name, "number": number}, url, _("See who, and remind them"))


def own_plans_missing(user: User) -> WaitingKind | None:
    """Return the units of which a superior plan asks for a meeting, and which have no plan of their own under it."""
    found = own_plans_to_issue(user=user)
    if not found:
        return None
    return WaitingKind(
        code="plans",
        title=_("Plans that your units have to issue"),
        rows=[_to_issue(plan, unit) for plan, unit in found[:SHOWN]],
        total=len(found),
        url=reverse("admin:rounds_plan_changelist"),
    )


def _to_issue(plan: Plan, unit: Unit) -> Waiting:
    text = _("%(unit)s, under: %(plan)s, %(issuer)s") % {
        "unit": unit.name,
        "plan": plan.named or plan.subject,
        "issuer": plan.issuer,
    }
    url = f"{reverse('admin:rounds_plan_add')}?superior={plan.pk}&unit={unit.pk}"
    return Waiting(text, url, _("Issue the plan of the unit"))


Provider = Callable[[User], WaitingKind | None]
PROVIDERS: list[Provider] = [dossiers_overdue, own_plans_missing, places_not_settled, notices_not_reached]


def waiting_for(user: User) -> Iterator[WaitingKind]:
    """Yield what waits for a user, kind by kind."""
    for provider in PROVIDERS:
        if kind := provider(user):
            yield kind
