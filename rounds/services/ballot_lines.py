"""Write the lines of a round's ballot, and who is exempt, until it is frozen."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils import translation

from officials.models import Official, Post
from rounds import eligibility, states
from rounds.locks import lock_round
from rounds.models import Exemption, Line, LinePost, Round, RoundId
from rounds.ranks import rank_of
from rounds.services.configuring import remove_part, require_editable
from rounds.services.reasons import changing


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
    with changing(round_, states.Part.LINES, "part.save", reason=reason):
        _number(lines)


def _number(lines: list[Line]) -> None:
    """Give the lines the positions 1, 2, 3 … in their order."""
    for position, line in enumerate(lines, start=1):
        line.position = position
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
    with changing(round_, states.Part.LINES, "lines.order", reason=reason):
        _number(lines)


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
