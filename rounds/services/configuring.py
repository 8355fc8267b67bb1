"""Write the configuration of a draft round."""

from collections.abc import Iterable
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from audit.services import act
from common.happenings import happened
from officials.models import Official, Post, User
from rounds import eligibility
from rounds.errors import Frozen
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
from rounds.ranks import rank_of

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
def save_round(*, round_: Round) -> Round:
    """Write the configuration of a new or draft round. Raises `Frozen` once it is frozen."""
    if not round_._state.adding:  # noqa: SLF001 - documented by Django
        require_draft(lock_round(round_.pk))
    with act("draft.save", subject=round_):
        round_.save()
    happened("round.save", round_=round_)
    return round_


@transaction.atomic
def remove_draft(*, round_id: RoundId) -> None:
    """Delete a draft with all its parts. Raises `Frozen` once it is frozen, and a refusal once people know of it."""
    round_ = require_draft(lock_round(round_id))
    happened("round.remove", round_=round_)
    with act("draft.remove", subject=round_):
        round_.delete()


@transaction.atomic
def save_line(*, line: Line, posts: Iterable[int] | None = None) -> Line:
    """Write a line of a draft's ballot with the posts printed (ids); a new line goes to the end.

    Without `posts` a new line prints every post the official holds at the unit.
    """
    round_ = require_draft(lock_round(line.round_id))
    is_new = line._state.adding  # noqa: SLF001 - documented by Django
    line.position = line.position or _next_position(round_)
    with act("part.save", subject=round_):
        line.save()
        if posts is None and is_new:
            posts = [post.pk for post in eligibility.current_posts(round_).get(line.official, [])]
        if posts is not None:
            _print_posts(line, set(posts))
    return line


def _print_posts(line: Line, printed: set[int]) -> None:
    LinePost.objects.filter(line=line).exclude(post__in=printed).delete()
    rows = [LinePost(line=line, post_id=post) for post in sorted(printed)]
    LinePost.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def renumber_lines(*, round_id: RoundId) -> None:
    """Renumber the lines of a draft 1, 2, 3 … in their order; removed lines leave gaps."""
    round_ = require_draft(lock_round(round_id))
    lines = list(round_.lines.order_by("position", "pk"))
    for position, line in enumerate(lines, start=1):
        line.position = position
    with act("part.save", subject=round_):
        Line.objects.bulk_update(lines, ["position"])


@transaction.atomic
def remove_part(*, part: Part) -> None:
    """Take a line, a voter or a member out of a draft round. Raises `Frozen` once it is frozen."""
    round_ = require_draft(lock_round(part.round_id))
    with act("part.remove", subject=round_):
        part.delete()


@transaction.atomic
def save_part(*, part: Part) -> Part:
    """Write a line, a voter or a member of the counting team of a draft round.

    Raises `Frozen` once the round is frozen.
    """
    round_ = require_draft(lock_round(part.round_id))
    with act("part.save", subject=round_):
        part.save()
    return part


@transaction.atomic
def propose_lines(*, round_id: RoundId) -> tuple[int, int]:
    """Put every official with a post at the unit on the ballot; return (lines, exemptions) added.

    New lines follow by rank. Officials already on the ballot stay as they are. Exempt officials are recorded with the reason.
    """
    round_ = require_draft(lock_round(round_id))
    with act("lines.propose", subject=round_):
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
    rows = [
        Exemption(round=round_, official=official, reason=found.reason, detail=found.detail)
        for official, found in exempt
    ]
    round_.exemptions.all().delete()
    return len(Exemption.objects.bulk_create(rows))


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
def add_electors(*, round_id: RoundId, electors: Iterable[tuple[User, str]]) -> int:
    """Add (account, capacity) pairs to the roll; accounts already on it are skipped."""
    round_ = require_draft(lock_round(round_id))
    before = round_.electors.count()
    rows = [Elector(round=round_, user=user, capacity=capacity) for user, capacity in electors]
    with act("roll.add", subject=round_):
        Elector.objects.bulk_create(rows, ignore_conflicts=True)
    return round_.electors.count() - before


@transaction.atomic
def set_committee(*, round_id: RoundId, members: Iterable[User]) -> None:
    """Replace the counting team: the first is its head, all are numbered from 1."""
    round_ = require_draft(lock_round(round_id))
    roles = CommitteeMember.Role
    rows = [
        CommitteeMember(round=round_, user=user, index=index, role=roles.HEAD if index == 1 else roles.MEMBER)
        for index, user in enumerate(members, start=1)
    ]
    with act("team.set", subject=round_):
        round_.committee.all().delete()
        CommitteeMember.objects.bulk_create(rows)


def require_draft(round_: Round) -> Round:
    """Return the round, or raise `Frozen` when its configuration can no longer change."""
    if not round_.is_draft:
        raise Frozen(_("The round is frozen; its configuration can no longer be changed."))
    return round_
