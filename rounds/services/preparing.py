"""Prepare, correct, start and stop the creation of the rounds of a campaign."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from celery import current_app
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import act, note
from officials.models import Unit, User
from rounds import states
from rounds.errors import RoundError
from rounds.models import Batch, BatchItem, Campaign, Proposal, Round, RuleSet
from rounds.proposals.meetings import AskedMeeting, meetings_of

CREATE = "rounds.create_from_plan"
State = BatchItem.State
CORRECTED = ("title", "place", "meets_at", "opens_at", "closes_at", "is_wanted")
LEFT_OUT = ("without_officials", "without_voters", "without_members")


class BatchRefused(RoundError):
    """The creation of rounds cannot be changed or started now."""


@dataclass(frozen=True, slots=True)
class MeetingHours:
    """The hours of a meeting; the next meeting of a unit on one day follows `LATER`."""

    meets: datetime.time = datetime.time(8, 0)
    opens: datetime.time = datetime.time(8, 30)
    closes: datetime.time = datetime.time(11, 0)


LATER = datetime.timedelta(hours=5, minutes=30)


@transaction.atomic
def prepare(
    *,
    campaign: Campaign,
    units: Collection[Unit],
    rule_set: RuleSet,
    actor: User,
    day: datetime.date | None = None,
    place: str = "",
    hours: MeetingHours = MeetingHours(),
) -> Batch:
    """Write down the meetings that the plan asks of these units; a former batch that was not started is replaced.

    `day` is for meetings to which the plan gives none. Raises `BatchRefused` if it asks for no meeting.
    """
    Batch.objects.filter(campaign=campaign, asked_by=actor, state=Batch.State.PREPARED).delete()
    asked = meetings_of(campaign, {unit.pk for unit in units})
    batch = Batch.objects.create(campaign=campaign, rule_set=rule_set, asked_by=actor)
    items = list(_items(batch, units, asked, day, place, hours))
    if not items:
        raise BatchRefused(_("The plan asks for no meeting in these units."))
    BatchItem.objects.bulk_create(items)
    return batch


def _items(
    batch: Batch,
    units: Iterable[Unit],
    asked: dict[int, list[AskedMeeting]],
    day: datetime.date | None,
    place: str,
    hours: MeetingHours,
) -> Iterable[BatchItem]:
    known = {(row.unit_id, row.meeting): row for row in batch.campaign.proposals.select_related("round")}
    by_hand = _made_otherwise(batch.campaign, asked)
    position = 0
    for unit in units:
        days: dict[datetime.date, int] = {}
        for meeting in asked.get(unit.pk, []):
            position += 1
            item = BatchItem(
                batch=batch, position=position, unit=unit, meeting=meeting.name, title=meeting.name
            )
            item.place = place
            if on := meeting.day or day:
                _set_times(item, on, hours, days.get(on, 0))
                days[on] = days.get(on, 0) + 1
            _compare(item, known.get((unit.pk, meeting.name)), by_hand)
            yield item


def _set_times(item: BatchItem, day: datetime.date, hours: MeetingHours, before: int) -> None:
    for name, hour in (("meets_at", hours.meets), ("opens_at", hours.opens), ("closes_at", hours.closes)):
        moment = timezone.make_aware(datetime.datetime.combine(day, hour))
        setattr(item, name, moment + before * LATER)


def _compare(item: BatchItem, known: Proposal | None, by_hand: dict[int, str]) -> None:
    """Name the round that is there already; what a clerk made or deleted is not touched unless it is ticked."""
    if known and known.round and known.round.is_void:
        item.is_wanted, item.reason = False, _("The round that was created for it was cancelled.")
    elif known and known.round:
        item.round = known.round
        item.title = known.round.title
        for name in ("place", "meets_at", "opens_at", "closes_at"):
            setattr(item, name, getattr(known.round, name) or getattr(item, name))
    elif known:
        item.is_wanted, item.reason = False, _("The round that was created for it was deleted.")
    elif item.unit_id in by_hand:
        item.is_wanted = False
        item.reason = _("The unit already has the round “%(title)s”.") % {"title": by_hand[item.unit_id]}


def _made_otherwise(campaign: Campaign, asked: dict[int, list[AskedMeeting]]) -> dict[int, str]:
    """Return unit → title of a round made by hand, or for a meeting that the plan no longer asks for."""
    rounds = Round.objects.filter(campaign=campaign, is_rehearsal=False).exclude(state__in=states.void())
    names = {unit: {one.name for one in meetings} for unit, meetings in asked.items()}
    rows = rounds.order_by("-pk").values_list("unit_id", "title", "proposal__meeting")
    return {unit: title for unit, title, meeting in rows if meeting not in names.get(unit, set())}


@transaction.atomic
def correct(*, item_id: int, values: dict[str, Any]) -> BatchItem:
    """Change title, place, times or people of a round before it is made. Raises `BatchRefused` once it is."""
    item = BatchItem.objects.select_for_update(of=("self",)).select_related("batch").get(pk=item_id)
    if item.state != State.WAITING or item.batch.is_running:
        raise BatchRefused(_("This round is being created, or was created already. Change the round itself."))
    for name in (*CORRECTED, *LEFT_OUT):
        if name in values:
            setattr(item, name, values[name])
    item.save()
    return item


@transaction.atomic
def choose(*, batch_id: UUID, wanted: Collection[int], among: Collection[int]) -> None:
    """Tick those of the items `among` that are `wanted`; the others of a long list stay as they are."""
    shown = BatchItem.objects.filter(
        batch=batch_id, pk__in=among, state=State.WAITING, batch__state=Batch.State.PREPARED
    )
    shown.filter(pk__in=wanted).update(is_wanted=True)
    shown.exclude(pk__in=wanted).update(is_wanted=False)


@transaction.atomic
def start(*, batch_id: UUID, actor: User) -> Batch:
    """Let a worker create the rounds that are ticked, also the rest of a batch that was stopped or failed.

    Raises `BatchRefused` if nothing is ticked, or if rounds of the campaign are being created already.
    """
    batch = _locked(batch_id)
    if not batch.may_start:
        raise BatchRefused(_("These rounds are being created, or were created already."))
    number = batch.items.filter(is_wanted=True, state=State.WAITING).count()
    if not number:
        raise BatchRefused(_("Tick at least one meeting."))
    batch.state, batch.is_stopping, batch.ended_at = Batch.State.RUNNING, False, None
    batch.started_at = batch.started_at or timezone.now()
    try:
        with transaction.atomic(), act("batch.start", actor=actor, subject=batch.campaign, text=str(number)):
            batch.save()
    except IntegrityError:
        raise BatchRefused(
            _("Rounds of this campaign are being created already. Wait until that is done.")
        ) from None
    transaction.on_commit(lambda: send(batch.pk), robust=True)
    return batch


@transaction.atomic
def stop(*, batch_id: UUID, actor: User) -> Batch:
    """Let the worker end after the round that it is making; what was made stays. Raises `BatchRefused` once done."""
    batch = _locked(batch_id)
    if not batch.is_running:
        raise BatchRefused(_("Nothing is being created any more."))
    batch.is_stopping = True
    batch.save(update_fields=["is_stopping"])
    note("batch.stop", actor=actor, subject=batch.campaign)
    return batch


@transaction.atomic
def discard(*, batch_id: UUID) -> None:
    """Remove a batch that was not started. Raises `BatchRefused` for any other."""
    batch = _locked(batch_id)
    if not batch.is_prepared:
        raise BatchRefused(_("These rounds are being created, or were created already."))
    batch.delete()


def _locked(batch_id: UUID) -> Batch:
    return Batch.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=batch_id)


def send(batch_id: UUID) -> None:
    """Give the batch to a worker; the minute task sends it again if this fails or the worker dies."""
    current_app.send_task(CREATE, [str(batch_id)], retry=False)


def resume_all() -> None:
    """Give every batch that is under way to a worker; a worker that finds another at it does nothing."""
    for batch_id in Batch.objects.filter(state=Batch.State.RUNNING).values_list("pk", flat=True):
        send(batch_id)
