"""Reads for the creation of rounds from the plan; the permission is part of the query."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from officials.models import UnitRole, User
from officials.search import matching
from officials.selectors import units_of
from rounds import states
from rounds.models import Batch, BatchItem, Campaign, Round
from rounds.plan_selectors import chain_of, inherited
from rounds.selectors import campaigns_for_secretary, roll_size
from rounds.states import Part

SHOWN_BATCHES = 5


def batches_for_secretary(*, user: User) -> QuerySet[Batch]:
    """Return the creations of rounds that the user asked for, and those in campaigns of the own units."""
    batches = Batch.objects.select_related("campaign__unit", "rule_set", "asked_by")
    if user.is_superuser:
        return batches
    own = campaigns_for_secretary(user=user).order_by().values("pk")
    return batches.filter(Q(asked_by=user) | Q(campaign__in=own))


def batch_for_secretary(*, user: User, pk: UUID) -> Batch:
    """Return a creation of rounds, or raise `Batch.DoesNotExist` without telling whether it exists."""
    return batches_for_secretary(user=user).get(pk=pk)


def items_for_secretary(*, user: User, batch: Batch, text: str = "") -> QuerySet[BatchItem]:
    """Return the meetings of a batch in those of the secretary's units whose names hold the words of `text`."""
    items = batch.items.select_related("unit__authority", "unit__parent", "round").order_by("position")
    if not user.is_superuser:
        items = items.filter(unit__any_of=units_of(user, UnitRole.Role.SECRETARIAT))
    return matching(items, text, "unit__search_key").defer("round__config", "round__manifest")


def item_for_secretary(*, user: User, batch: Batch, pk: int) -> BatchItem:
    """Return a meeting of a batch, or raise `BatchItem.DoesNotExist` without telling whether it exists."""
    return items_for_secretary(user=user, batch=batch).get(pk=pk)


def accounts_like(ids: Collection[int], text: str) -> set[int]:
    """Return those of the accounts (ids) whose names hold the words of `text`."""
    accounts = User.objects.filter(pk__any_of=set(ids))
    return set(matching(accounts, text, "search_key").values_list("pk", flat=True))


def last_batches(*, user: User, campaign: Campaign) -> QuerySet[Batch]:
    """Return the creations of rounds of a campaign that the user may look at, the newest first."""
    return batches_for_secretary(user=user).filter(campaign=campaign).order_by("-asked_at")[:SHOWN_BATCHES]


def numbers_of_items(batch: Batch) -> dict[str, int]:
    """Return state → how many ticked meetings are in it."""
    return dict(batch.items.filter(is_wanted=True).order_by().values_list("state").annotate(Count("pk")))


def rounds_without_roll(batch: Batch) -> QuerySet[Round]:
    """Return the drafts of a batch whose rolls have fewer voters than the box needs ballots."""
    drafts = Round.objects.select_related("unit").filter(
        batch_items__batch=batch, state__in=states.changing(Part.ROLL)
    )
    return (
        drafts.annotate(roll_size=roll_size()).filter(roll_size__lt=F("min_ballots")).order_by("title", "pk")
    )


def rules_of_plan(campaign: Campaign) -> int | None:
    """Return the id of the rule set of the campaign's plan, its own or that of a superior plan; None without one."""
    rules = inherited(chain_of(campaign.plan)).rule_set if campaign.plan else None
    return rules.pk if rules else None
