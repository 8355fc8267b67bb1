"""Every write about rounds: typed, one transaction each, raising `RoundError` in plain words."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from officials.models import Official, Post, User
from rounds import eligibility
from rounds.configuration import canonical_json, configuration, rule_set_copy
from rounds.errors import MoveRefused, RoundError
from rounds.lifecycle import advance, locked
from rounds.models import Attendance, CommitteeMember, Elector, Exemption, Line, LinePost, Round

State = Round.State


@transaction.atomic
def propose_lines(*, round_id: object) -> tuple[int, int]:
    """Put every official with a post at the unit on the ballot; return (lines, exemptions) added.

    Officials already on the ballot stay as they are; who is exempt is recorded with the reason.
    """
    round_ = require_draft(locked(round_id))
    present = set(round_.lines.values_list("official_id", flat=True))
    places = eligibility.places_elsewhere(round_)
    added = 0
    for official, posts in eligibility.current_posts(round_).items():
        if official.pk in present:
            continue
        if not eligibility.exemption(round_, posts, places.get(official.pk, 0)):
            add_line(round_=round_, official=official, posts=posts)
            added += 1
    return added, record_exemptions(round_=round_)


def record_exemptions(*, round_: Round) -> int:
    """Write anew who is not voted on and why, from the posts as they are now; return how many."""
    places = eligibility.places_elsewhere(round_)
    on_ballot = set(round_.lines.values_list("official_id", flat=True))
    rows = []
    for official, posts in eligibility.current_posts(round_).items():
        found = eligibility.exemption(round_, posts, places.get(official.pk, 0))
        if found and official.pk not in on_ballot:
            row = Exemption(round=round_, official=official, reason=found.reason)
            row.detail = found.detail
            rows.append(row)
    round_.exemptions.all().delete()
    return len(Exemption.objects.bulk_create(rows))


def add_line(*, round_: Round, official: Official, posts: Iterable[Post]) -> Line:
    """Append one line to the ballot of a draft round."""
    last = round_.lines.order_by("-position").values_list("position", flat=True).first()
    line = Line.objects.create(round=round_, official=official, position=(last or 0) + 1)
    LinePost.objects.bulk_create(LinePost(line=line, post=post) for post in posts)
    return line


@transaction.atomic
def add_electors(*, round_id: object, electors: Iterable[tuple[User, str]]) -> int:
    """Add (account, capacity) pairs to the roll; who is on it already stays once."""
    round_ = require_draft(locked(round_id))
    before = round_.electors.count()
    rows = [Elector(round=round_, user=user, capacity=capacity) for user, capacity in electors]
    Elector.objects.bulk_create(rows, ignore_conflicts=True)
    return round_.electors.count() - before


@transaction.atomic
def set_committee(*, round_id: object, members: Iterable[User]) -> None:
    """Replace the counting team: the first is its head, all are numbered from 1."""
    round_ = require_draft(locked(round_id))
    round_.committee.all().delete()
    roles = CommitteeMember.Role
    CommitteeMember.objects.bulk_create(
        CommitteeMember(
            round=round_, user=user, index=index, role=roles.HEAD if index == 1 else roles.MEMBER
        )
        for index, user in enumerate(members, start=1)
    )


@transaction.atomic
def seal_round(*, round_id: object, actor: User | None) -> Round:
    """Freeze the configuration; from here on the database refuses to change it.

    Raises `MoveRefused` with everything that is missing.
    """
    round_ = locked(round_id)
    if round_.state == State.DRAFT:
        record_exemptions(round_=round_)
    fields = {
        "config": canonical_json(configuration(round_)),
        "rule_set_copy": rule_set_copy(round_.rule_set),
    }
    return advance(round_id=round_id, to=State.SEALED, actor=actor, fields=fields)


def record_box(
    *, round_: Round, manifest: bytes, election_id: str, box_key: str, ceremony_code: str
) -> None:
    """Store the keyed box of a locked, sealed round; written once, by trigger."""
    round_.manifest = manifest
    round_.election_id = election_id
    round_.box_key = box_key
    round_.ceremony_code = ceremony_code
    round_.save(update_fields=["manifest", "election_id", "box_key", "ceremony_code"])
    round_.events.create(event="keyed", detail=ceremony_code)


def open_round(*, round_id: object, actor: User | None) -> Round:
    """Start issuing and casting. Raises `MoveRefused` without box, quorum or time."""
    return advance(round_id=round_id, to=State.OPEN, actor=actor)


def open_due_rounds(*, now: datetime.datetime | None = None) -> list[Round]:
    """Open every sealed round whose time has come and whose guard is content."""
    due = Round.objects.filter(state=State.SEALED, opens_at__lte=now or timezone.now())
    opened = []
    for round_ in due:
        try:
            opened.append(open_round(round_id=round_.pk, actor=None))
        except MoveRefused:
            continue  # the desk shows the secretary what is missing
    return opened


@transaction.atomic
def cancel_round(*, round_id: object, actor: User, reason: str) -> Round:
    """Cancel a round before it is counted. Raises `RoundError` without a reason."""
    if not reason.strip():
        raise RoundError(_("Say why the round is cancelled."))
    fields = {"cancel_reason": reason.strip()}
    return advance(
        round_id=round_id, to=State.CANCELLED, actor=actor, fields=fields, detail=reason.strip()
    )


@transaction.atomic
def record_attendance(
    *, round_id: object, actor: User | None, present: int, exchanged: int = 0, withdrawn: int = 0
) -> Attendance:
    """Record who is in the hall. Raises `RoundError` when more are present than summoned."""
    round_ = locked(round_id)
    summoned = round_.electors.count()
    if round_.state in (State.CERTIFIED, State.PUBLISHED, State.ARCHIVED, State.CANCELLED):
        raise RoundError(_("The count is certified; attendance can no longer be changed."))
    if present > summoned:
        raise RoundError(
            _("%(present)d people cannot be present when %(summoned)d were summoned.")
            % {"present": present, "summoned": summoned}
        )
    values = {"present": present, "exchanged": exchanged, "withdrawn": withdrawn}
    attendance, _created = Attendance.objects.update_or_create(round=round_, defaults=values)
    round_.events.create(actor=actor, event="attendance", detail=str(present))
    return attendance


def require_draft(round_: Round) -> Round:
    """Return the round, or raise `RoundError` when its configuration is frozen."""
    if round_.state != State.DRAFT:
        raise RoundError(_("The round is sealed; its configuration can no longer be changed."))
    return round_
