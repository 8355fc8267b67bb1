"""Create draft rounds from the plan: a worker's task that can be killed, repeated and stopped."""

from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import act
from common.happenings import happened
from officials.models import UnitRole, User
from officials.selectors import units_of
from rounds.locks import is_mine, lock_round
from rounds.models import (
    Batch,
    BatchItem,
    CommitteeMember,
    Elector,
    Line,
    LinePost,
    Proposal,
    Round,
)
from rounds.proposals.proposed import Proposed, proposed_for
from rounds.services.ballot_lines import add_exemptions
from rounds.services.configuring import members_in_order

AT_ONCE = 20  # rounds of one transaction
State = BatchItem.State


def create_rounds(*, batch_id: UUID) -> None:
    """Create the rounds of a batch, some in each transaction, until none waits or a secretary stops it.

    Whatever was committed stays when the worker is killed; the next delivery goes on after it. Of two workers one
    does the work. After an error that nobody foresaw the batch says so on its page; what was made stays.
    """
    try:
        while _create_some(batch_id):
            pass
    except (OperationalError, InterfaceError):
        raise  # an outage of the database: the next minute goes on
    except Exception:
        _fail(batch_id)
        raise


@transaction.atomic
def _create_some(batch_id: UUID) -> bool:
    """Create the next rounds; return whether there may be more."""
    if not is_mine(batch_id):
        return False
    batch = Batch.objects.select_related("campaign", "rule_set", "asked_by").get(pk=batch_id)
    if not batch.is_running:
        return False
    waiting = batch.items.filter(state=State.WAITING, is_wanted=True).select_related("unit__authority")
    items = [] if batch.is_stopping else list(waiting.order_by("position")[:AT_ONCE])
    if not items:
        is_stopped = batch.is_stopping and waiting.exists()
        _end(batch, Batch.State.STOPPED if is_stopped else Batch.State.DONE)
        return False
    mine = _units(batch.asked_by)
    for one in proposed_for(batch, items):
        if mine is not None and one.item.unit_id not in mine:
            one.reason = _("The person who asked for it is no longer secretary of this unit.")
        _carry_out(batch, one)
    return True


def _units(actor: User) -> set[int] | None:
    """Return ids of the units of the person who asked; None for all."""
    return None if actor.is_superuser else units_of(actor, UnitRole.Role.SECRETARIAT)


@transaction.atomic
def _fail(batch_id: UUID) -> None:
    batch = (
        Batch.objects.select_for_update(of=("self",)).select_related("campaign", "asked_by").get(pk=batch_id)
    )
    if batch.is_running:
        _end(batch, Batch.State.FAILED)


def _end(batch: Batch, state: str) -> None:
    batch.state = state
    batch.ended_at, batch.is_stopping = timezone.now(), False
    with act("batch.end", actor=None, subject=batch.campaign):
        batch.save(update_fields=["state", "ended_at", "is_stopping"])
    happened("batch.end", batch=batch)


def _carry_out(batch: Batch, one: Proposed) -> None:
    """Write one item, or why it was not; a refusal by the database undoes this round only."""
    item = one.item
    item.reason = one.reason
    try:
        if not item.reason:
            with transaction.atomic():
                item.state = _make(batch, one) if one.is_new else _complete(batch, one)
    except IntegrityError as error:
        item.reason = _sentence(error)
    if item.reason:
        item.state = State.REFUSED
    item.numbers = one.numbers
    item.save(update_fields=["state", "reason", "numbers", "round"])


def _sentence(error: IntegrityError) -> str:
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
    for law in Round._meta.constraints:  # noqa: SLF001 - documented by Django
        if law.name == name and getattr(law, "violation_error_message", None):
            return str(law.violation_error_message)
    return _("The database refused it (%(law)s).") % {"law": name or type(error).__name__}


def _make(batch: Batch, one: Proposed) -> str:
    item = one.item
    round_ = Round(
        campaign=batch.campaign,
        unit=item.unit,
        rule_set=batch.rule_set,
        title=item.title,
        place=item.place,
        meets_at=item.meets_at,
        opens_at=item.opens_at,
        closes_at=item.closes_at,
        chair_name=one.chair[0],
        chair_title=one.chair[1],
    )
    with act("draft.propose", actor=batch.asked_by, subject=round_):
        round_.save(force_insert=True)
        _write(round_, one)
    happened("round.save", round_=round_)
    item.round = round_
    _remember(batch, one)
    return State.MADE


def _complete(batch: Batch, one: Proposed) -> str:
    """Add what is new to a round that is there; a round that voters know of is left to the clerk."""
    round_ = lock_round(one.item.round_id)  # type: ignore[arg-type]
    filled = _fill_in(round_, one.item)
    is_same = not (one.has_people or filled)
    if is_same and round_.is_draft:
        _remember(batch, one)
    if is_same:
        return State.SAME
    if not round_.is_draft:
        one.item.reason = _("The round is no longer being prepared. Change it on its page.")
        return State.REFUSED
    with act("draft.propose", actor=batch.asked_by, subject=round_):
        _write(round_, one)
        if filled:
            round_.save(update_fields=filled)
    if filled:
        happened("round.save", round_=round_)
    _remember(batch, one)
    return State.ADDED


def _fill_in(round_: Round, item: BatchItem) -> list[str]:
    """Set place and times where the round has none; return the names of the columns."""
    empty = [name for name in ("place", "meets_at", "opens_at", "closes_at") if not getattr(round_, name)]
    filled = [name for name in empty if getattr(item, name)]
    for name in filled:
        setattr(round_, name, getattr(item, name))
    return filled


def _write(round_: Round, one: Proposed) -> None:
    """Write lines, exempt officials, roll and team; five statements for any number of people."""
    last = 0 if one.is_new else _last_position(round_)
    lines = Line.objects.bulk_create(
        Line(round=round_, official=official, position=position)
        for position, (official, _posts) in enumerate(one.lines, start=last + 1)
    )
    LinePost.objects.bulk_create(
        LinePost(line=line, post=post)
        for line, (_official, posts) in zip(lines, one.lines, strict=True)
        for post in posts
    )
    add_exemptions(round_, one.exempt)
    Elector.objects.bulk_create(
        Elector(round=round_, user=voter.user, capacity=voter.capacity) for voter in one.voters
    )
    CommitteeMember.objects.bulk_create(members_in_order(round_, one.members))


def _last_position(round_: Round) -> int:
    return round_.lines.order_by("-position").values_list("position", flat=True).first() or 0


def _remember(batch: Batch, one: Proposed) -> None:
    """Keep who was proposed, left out or in the round, so that nobody whom the clerk takes out is proposed again."""
    item = one.item
    known = one.known or Proposal(campaign=batch.campaign, unit=item.unit, meeting=item.meeting)
    if known.round_id != item.round_id:
        known.officials, known.voters, known.members = [], [], []  # a deleted round counts no more
    there, known.round, known.voted_on = one.present, item.round, list(one.voted_on)
    lines, voters = [official.pk for official, _posts in one.lines], [voter.user.pk for voter in one.voters]
    members = [user.pk for user in one.members]
    known.officials = _with(known.officials, there.officials, lines, item.without_officials)
    known.voters = _with(known.voters, there.voters, voters, item.without_voters)
    known.members = _with(known.members, there.members, members, item.without_members)
    known.save()


def _with(*ids: Iterable[int]) -> list[int]:
    return sorted({pk for some in ids for pk in some})
