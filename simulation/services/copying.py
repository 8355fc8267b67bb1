"""Make the copy of a round on which a rehearsal is held."""

import datetime
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from audit.services import act
from notices.services.telling import Message, tell
from officials import services as people
from officials.models import User
from rounds.errors import RoundError
from rounds.locks import hold_round
from rounds.models import Elector, Line, LinePost, Round
from rounds.services import configuring, moves
from rounds.services.noting import note_event
from simulation import logged
from simulation.models import Rehearsal
from simulation.notice_kinds import TAKE_PART
from simulation.rehearsal.stage import TEAM_SIZE
from simulation.services import running

LASTS = datetime.timedelta(hours=8)
# What the meeting is; times, roll and counting team are those of the rehearsal.
COPIED = (
    *("campaign", "unit", "rule_set", "place", "chair_name", "chair_title", "signing_authority"),
    *("scope", "document_form", "marking", "secret_item", "secret_decided_by"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedRehearsal:
    """What the secretary chose: how many voters are simulated, and which steps people take themselves."""

    voters: int
    has_real_team: bool = False
    is_conducted: bool = False


@transaction.atomic
def rehearse(*, source: Round, wanted: WantedRehearsal, actor: User) -> Rehearsal:
    """Copy a draft or announced round, freeze the copy, and let a worker play its people.

    Nothing of the round itself changes but its log. Raises `RoundError` if it cannot be rehearsed, and
    `MoveRefused` with what the copy lacks.
    """
    source = hold_round(source.pk)
    _require_rehearsable(source, wanted)
    with act("rehearsal.make", actor=actor, subject=source), translation.override(settings.LANGUAGE_CODE):
        copy = _copied(source, wanted)
        _fill(copy, source, wanted)
        found = Rehearsal.objects.create(
            round=copy,
            source=source,
            asked_by=actor,
            voters=wanted.voters,
            has_real_team=wanted.has_real_team,
            is_conducted=wanted.is_conducted,
            seed=secrets.token_bytes(32),
        )
    found.round = moves.freeze_round(round_id=copy.pk, actor=actor)
    note_event(source, logged.HELD, actor=actor, detail=copy.title)
    if wanted.has_real_team:
        _ask_team(copy)
    running.send_later(found)
    return found


def _require_rehearsable(source: Round, wanted: WantedRehearsal) -> None:
    if source.is_rehearsal or not source.is_editable:
        raise RoundError(_("Only a round that is being prepared or announced can be rehearsed."))
    if not source.lines.exists():
        raise RoundError(_("The ballot has no line yet. Add the officials who are voted on, then rehearse."))
    if wanted.has_real_team and not source.committee.exists():
        raise RoundError(_("The round has no counting team yet. Add it, or let the program play one."))


def _copied(source: Round, wanted: WantedRehearsal) -> Round:
    now = timezone.now()
    copy = Round(
        **{name: getattr(source, name) for name in COPIED},
        title=_title(source),
        opens_at=now,
        closes_at=now + LASTS,
        threshold=source.threshold if wanted.has_real_team else None,
        # The program casts no ballot late, so closing need not wait.
        grace_seconds=0,
        # A ballot may be lost with a killed worker, and nobody's vote has to be hidden.
        min_ballots=max(1, min(source.min_ballots, wanted.voters // 2)),
        is_rehearsal=True,
    )
    copy.place = copy.place or _("Rehearsal")
    copy.chair_name = copy.chair_name or _("Chair of the rehearsal")
    copy.chair_title = copy.chair_title or _("Chair of the rehearsal")
    return configuring.save_round(round_=copy)


def _title(source: Round) -> str:
    """Return a title that says on each page and document what it is; a second rehearsal gets a number."""
    held = Round.objects.filter(campaign=source.campaign_id, unit=source.unit_id, is_rehearsal=True)
    taken = set(held.values_list("title", flat=True))
    numbers = (f" {number}" if number > 1 else "" for number in range(1, len(taken) + 2))
    titles = (f"{_('REHEARSAL')}{number}: {source.title}"[:250] for number in numbers)
    return next(title for title in titles if title not in taken)


def _fill(copy: Round, source: Round, wanted: WantedRehearsal) -> None:
    """Copy lines with their posts; papers stay with the round itself, and freezing finds the exempt officials."""
    lines = list(source.lines.order_by("position", "pk").prefetch_related("posts"))
    rows = [
        Line(round=copy, position=position, official_id=line.official_id, block=line.block)
        for position, line in enumerate(lines, start=1)
    ]
    Line.objects.bulk_create(rows)
    printed = zip(rows, lines, strict=True)
    LinePost.objects.bulk_create(
        LinePost(line=row, post=post) for row, line in printed for post in line.posts.all()
    )
    _fill_people(copy, source, wanted)


def _fill_people(copy: Round, source: Round, wanted: WantedRehearsal) -> None:
    tag = copy.pk.hex[:12]
    named = [(f"dien-tap-{tag}-{i}", _("Simulated voter %d") % i) for i in range(1, wanted.voters + 1)]
    voters = people.create_simulated_accounts(usernames=named)
    Elector.objects.bulk_create(Elector(round=copy, user=user) for user in voters)
    if wanted.has_real_team:
        members = source.committee.order_by("role", "index").select_related("user")  # the head first
        team = [member.user for member in members]
    else:
        size = source.committee.count() or TEAM_SIZE
        named = [(f"dien-tap-{tag}-kp-{i}", _("Simulated member %d") % i) for i in range(1, size + 1)]
        team = people.create_simulated_accounts(usernames=named)
    configuring.set_committee(round_id=copy.pk, members=team)


def _ask_team(copy: Round) -> None:
    """Tell the real members that they are asked to take part; nobody else is told of a rehearsal."""
    members = [member.user for member in copy.committee.select_related("user").order_by("index")]
    facts = {"link": f"{settings.SITE_URL}{reverse('ballots:committee', args=[copy.pk])}"}
    tell(Message(kind=TAKE_PART.code, round_=copy, facts=facts, is_automatic=True), members)
