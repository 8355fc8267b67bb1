"""Write the configuration of a round until it is frozen."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import act
from common.happenings import happened
from officials.models import User
from rounds import states
from rounds.errors import Frozen, RoundError
from rounds.locks import lock_round
from rounds.models import (
    CommitteeMember,
    Elector,
    Line,
    Round,
    RoundId,
)
from rounds.own_officials import missing_from_roll
from rounds.services.reasons import changing
from rounds.told import MEETING, POSTPONE_INSTEAD, is_moved

Part = Line | Elector | CommitteeMember


@transaction.atomic
def save_round(*, round_: Round, reason: str = "") -> Round:
    """Write the configuration of a round that is not frozen; what people were told of it with a reason only.

    Raises `Frozen` once it is frozen, `ReasonNeeded`, and `RoundError` where an announced meeting would be moved.
    """
    if round_._state.adding:  # noqa: SLF001 - documented by Django
        with act("draft.save", subject=round_):
            round_.save()
    else:
        _change(require_editable(lock_round(round_.pk)), round_, reason)
    happened("round.save", round_=round_, reason=reason.strip() if round_.is_announced else "")
    return round_


def _change(stored: Round, round_: Round, reason: str) -> None:
    if stored.state != round_.state:
        raise RoundError(_("Another person announced or withdrew this round meanwhile. Load the page again."))
    if stored.is_announced and is_moved(stored, round_):
        raise RoundError(str(POSTPONE_INSTEAD))
    is_told = any(getattr(stored, name) != getattr(round_, name) for name in MEETING)
    part = states.Part.MEETING if is_told else states.Part.CONFIGURATION
    with changing(stored, part, "draft.save", reason=reason):
        round_.save()


@transaction.atomic
def remove_draft(*, round_id: RoundId) -> None:
    """Delete a draft with all its parts. Raises `Frozen` once it is frozen, and a refusal once people know of it."""
    round_ = require_editable(lock_round(round_id))
    if not round_.may_be_deleted:
        raise RoundError(
            _("This round was announced, so it is never deleted. Cancel it, so that people are told.")
        )
    happened("round.remove", round_=round_)
    with act("draft.remove", subject=round_):
        round_.delete()


@transaction.atomic
def remove_part(*, part: Part, reason: str = "") -> None:
    """Take a line, a voter or a member out of a round; once it is announced, lines and voters with a reason.

    Raises `Frozen` once it is frozen, and `ReasonNeeded`.
    """
    round_ = require_editable(lock_round(part.round_id))
    with changing(round_, _part_of(part), "part.remove", reason=reason):
        part.delete()


@transaction.atomic
def save_part(*, part: Part, reason: str = "") -> Part:
    """Write a line, a voter or a member of the counting team; once announced, lines and voters with a reason.

    Raises `Frozen` once the round is frozen, and `ReasonNeeded`.
    """
    round_ = require_editable(lock_round(part.round_id))
    with changing(round_, _part_of(part), "part.save", reason=reason):
        part.save()
    return part


def _part_of(part: Part) -> states.Part:
    if isinstance(part, CommitteeMember):
        return states.Part.TEAM
    return states.Part.LINES if isinstance(part, Line) else states.Part.ROLL


@transaction.atomic
def add_electors(*, round_id: RoundId, electors: Iterable[tuple[User, str]], reason: str = "") -> int:
    """Add (account, capacity) pairs to the roll; accounts already on it are skipped."""
    round_ = require_editable(lock_round(round_id))
    before = round_.electors.count()
    rows = [Elector(round=round_, user=user, capacity=capacity) for user, capacity in electors]
    with changing(round_, states.Part.ROLL, "roll.add", reason=reason):
        Elector.objects.bulk_create(rows, ignore_conflicts=True)
    return round_.electors.count() - before


@transaction.atomic
def add_own_officials(*, round_id: RoundId, reason: str = "") -> int:
    """Put the officials of the unit that are missing from a draft's roll on it; return how many."""
    round_ = require_editable(lock_round(round_id))
    missing = [(one.account, one.capacity) for one in missing_from_roll(round_) if one.account]
    return add_electors(round_id=round_id, electors=missing, reason=reason)


@transaction.atomic
def set_committee(*, round_id: RoundId, members: Iterable[User]) -> None:
    """Replace the counting team: the first is its head, all are numbered from 1."""
    round_ = require_editable(lock_round(round_id))
    rows = members_in_order(round_, members)
    with act("team.set", subject=round_):
        round_.committee.all().delete()
        CommitteeMember.objects.bulk_create(rows)


def members_in_order(round_: Round, people: Iterable[User]) -> list[CommitteeMember]:
    """Return new members of a counting team: the first is its head, all are numbered from 1."""
    roles = CommitteeMember.Role
    return [
        CommitteeMember(round=round_, user=user, index=index, role=roles.HEAD if index == 1 else roles.MEMBER)
        for index, user in enumerate(people, start=1)
    ]


def require_editable(round_: Round) -> Round:
    """Return the round, or raise `Frozen` when its configuration can no longer change."""
    if not round_.is_editable:
        raise Frozen(_("The round is frozen; its configuration can no longer be changed."))
    return round_
