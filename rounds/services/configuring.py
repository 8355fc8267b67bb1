"""Write the configuration of a round until it is frozen."""

from collections.abc import Iterable
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from audit.services import act
from common.happenings import happened
from officials.models import Official, Post, User
from rounds import eligibility, states
from rounds.errors import Frozen, RoundError
from rounds.locks import lock_round
from rounds.models import (
    Campaign,
    CommitteeMember,
    Elector,
    Exemption,
    Line,
    LinePost,
    Round,
    RoundId,
    RuleSet,
    Threshold,
)
from rounds.own_officials import missing_from_roll
from rounds.ranks import rank_of
from rounds.services.reasons import changing
from rounds.told import MEETING, POSTPONE_INSTEAD, is_moved

Part = Line | Elector | CommitteeMember
Rules = TypeVar("Rules", RuleSet, Threshold, Campaign)


@transaction.atomic
def save_rules(*, row: Rules) -> Rules:
    """Write a regulation, a threshold of one, or a campaign; frozen rounds keep their copy."""
    with act("campaign.save" if isinstance(row, Campaign) else "rules.save", subject=row):
        row.save()
    return row


@transaction.atomic
def remove_rules(*, row: RuleSet | Threshold | Campaign) -> None:
    """Delete a row that no round needs. Raises `ProtectedError` if a round does."""
    with act("campaign.remove" if isinstance(row, Campaign) else "rules.remove", subject=row):
        row.delete()


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
def save_line(*, line: Line, posts: Iterable[int] | None = None, reason: str = "") -> Line:
    """Write a line of the ballot with the posts printed (ids); a new line goes to the end.

    Without `posts` a new line prints every post the official holds at the unit. Once the round is announced, it
    takes a reason.
    """
    round_ = require_editable(lock_round(line.round_id))
    is_new = line._state.adding  # noqa: SLF001 - documented by Django
    line.position = line.position or _next_position(round_)
    with changing(round_, states.Part.LINES, "part.save", reason=reason):
        line.save()
        if posts is None and is_new:
            posts = [post.pk for post in eligibility.current_posts(round_).get(line.official, [])]
        if posts is not None:
            _print_posts(line, set(posts))
    return line


@transaction.atomic
def save_lines(
    *,
    round_id: RoundId,
    removed: Iterable[Line],
    lines: Iterable[tuple[Line, Iterable[int] | None]],
    reason: str = "",
) -> None:
    """Take lines off the ballot, write others with their posts as `save_line` does, and renumber: one change."""
    round_, removed, lines = require_editable(lock_round(round_id)), list(removed), list(lines)
    if not removed and not lines:
        return
    with changing(round_, states.Part.LINES, "part.save", reason=reason):
        for line in removed:
            remove_part(part=line)
        for line, posts in lines:
            line.round = round_
            save_line(line=line, posts=posts)
        renumber_lines(round_id=round_id)


def _print_posts(line: Line, printed: set[int]) -> None:
    LinePost.objects.filter(line=line).exclude(post__in=printed).delete()
    rows = [LinePost(line=line, post_id=post) for post in sorted(printed)]
    LinePost.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def renumber_lines(*, round_id: RoundId, reason: str = "") -> None:
    """Renumber the lines 1, 2, 3 … in their order; removed lines leave gaps."""
    round_ = require_editable(lock_round(round_id))
    renumber(round_=round_, lines=list(round_.lines.order_by("position", "pk")), reason=reason)


def renumber(*, round_: Round, lines: list[Line], reason: str = "") -> None:
    """Renumber all lines of a round that the caller has locked, in the order given."""
    if [line.position for line in lines] == [*range(1, len(lines) + 1)]:
        return
    for position, line in enumerate(lines, start=1):
        line.position = position
    with changing(round_, states.Part.LINES, "part.save", reason=reason):
        Line.objects.bulk_update(lines, ["position"])


@transaction.atomic
def order_lines(*, round_id: RoundId, reason: str = "") -> None:
    """Order the ballot by rank, inside a rank as it is arranged; blocks stay together and in their order."""
    round_ = require_editable(lock_round(round_id))
    lines = list(round_.lines.order_by("position", "pk").prefetch_related("posts"))
    blocks: dict[str, int] = {}
    for line in lines:
        blocks.setdefault(line.block, line.position)
    lines.sort(key=lambda line: (blocks[line.block], rank_of(line.posts.all()), line.position))
    for position, line in enumerate(lines, start=1):
        line.position = position
    with changing(round_, states.Part.LINES, "lines.order", reason=reason):
        Line.objects.bulk_update(lines, ["position"])


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
def propose_lines(*, round_id: RoundId, reason: str = "") -> tuple[int, int]:
    """Put every official with a post at the unit on the ballot; return (lines, exemptions) added.

    New lines follow by rank. Officials already on the ballot stay as they are. Exempt officials are recorded with the reason.
    """
    round_ = require_editable(lock_round(round_id))
    with changing(round_, states.Part.LINES, "lines.propose", reason=reason):
        return _propose(round_)


def _propose(round_: Round) -> tuple[int, int]:
    present = set(round_.lines.values_list("official_id", flat=True))
    known = eligibility.facts_elsewhere(round_)
    added = 0
    held = eligibility.current_posts(round_).items()
    for official, posts in sorted(held, key=lambda row: rank_of(row[1])):  # inside a rank by name
        if official.pk in present:
            continue
        if not eligibility.exemption(round_, official.pk, posts, known):
            add_line(round_=round_, official=official, posts=posts)
            added += 1
    return added, record_exemptions(round_=round_)


def record_exemptions(*, round_: Round) -> int:
    """Replace the exemptions of a round by those that follow from the current posts; return how many."""
    with translation.override(settings.LANGUAGE_CODE):  # printed in the minutes
        exempt = eligibility.exempt_officials(round_)
    round_.exemptions.all().delete()
    return len(add_exemptions(round_, exempt))


def add_exemptions(round_: Round, exempt: Iterable[tuple[Official, eligibility.Exempt]]) -> list[Exemption]:
    """Write the exempt officials of a round with their reasons; one statement."""
    return Exemption.objects.bulk_create(
        Exemption(
            round=round_,
            official=official,
            reason=found.reason,
            detail=found.detail,
            evidence=found.evidence,
            file=found.scan.file,
            sha256=found.scan.sha256,
        )
        for official, found in exempt
    )


def add_line(*, round_: Round, official: Official, posts: Iterable[Post]) -> Line:
    """Append one line to the ballot of a draft round that the caller has locked."""
    position = _next_position(round_)
    line = Line.objects.create(round=round_, official=official, position=position)
    LinePost.objects.bulk_create(LinePost(line=line, post=post) for post in posts)
    return line


def _next_position(round_: Round) -> int:
    last = round_.lines.order_by("-position").values_list("position", flat=True).first()
    return (last or 0) + 1


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
