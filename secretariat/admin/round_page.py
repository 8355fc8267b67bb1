"""The page of a round besides its form: its addresses, parts of a draft, missing things, exempt officials."""

import re
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ballots.addresses import lent
from rounds import eligibility, preflight, selectors
from rounds.authorities import lines_with_authorities
from rounds.cautions import cautions
from rounds.deadlines import deadlines, late_papers
from rounds.errors import Missing
from rounds.frozen import FrozenConfiguration, frozen_configuration, is_frozen
from rounds.models import CommitteeMember, Exemption, Round
from rounds.read_once import reading_once
from rounds.roll import number_on_roll
from rounds.scans import scans_by_exemption
from rounds.team import members_of
from secretariat.site import next_todo

SHOWN_VOTERS = 10  # with 200 units to choose from, the page stays below 60 kB
COUNT = re.compile(r"[0-9]{1,9}")
STEPS: list[tuple[str, Promise]] = [
    ("general", _("General information")),
    ("lines", _("Who is voted on")),
    ("electors", _("Roll of voters")),
    ("committee", _("The counting team")),
    ("check", _("Check before freezing")),
    ("freeze", _("Freeze")),
]
# The last two parts of a round that is not announced.
BEFORE_ANNOUNCING: dict[str, Promise] = {"check": _("Check before announcing"), "freeze": _("Announce")}


@dataclass(frozen=True)
class DraftPart:
    """A part of a draft; `state` is done, missing or waiting; `count` is how many things are missing."""

    part: str
    title: str
    state: str
    count: int = 0
    is_next: bool = False


def step_url(round_id: object, part: str, **done: int) -> str:
    """Return the address of a part of a draft, which then shows what was saved or `done`.

    A message at the top of the page would be out of sight further down.
    """
    page = reverse("admin:rounds_round_change", args=[round_id])
    if part not in dict(STEPS):
        return page
    return f"{page}?{urlencode({'saved': part, **done})}#{part}"


def to_round(round_: Round, part: str = "") -> HttpResponseRedirect:
    """Lead to the page of a round, or to a part of it."""
    address = reverse("admin:rounds_round_change", args=[round_.pk])
    return HttpResponseRedirect(address + (f"#{part}" if part else ""))


def what_was_saved(request: HttpRequest) -> dict[str, Any]:
    """Return the part that was just saved, and a sentence about what changed."""
    part = request.GET.get("saved", "")
    if part not in dict(STEPS):
        return {}
    words = {
        "lines": lambda n: ngettext("%d line was added.", "%d lines were added.", n) % n,
        "exempt": lambda n: ngettext("%d official is exempt.", "%d officials are exempt.", n) % n,
        "voters": lambda n: ngettext("%d voter was added.", "%d voters were added.", n) % n,
        "members": _proposed_members,
    }
    numbers = {name: request.GET.get(name, "") for name in words}
    said = [words[name](int(text)) for name, text in numbers.items() if COUNT.fullmatch(text)]
    return {"part": part, "text": " ".join(said)}


def _proposed_members(number: int) -> str:
    if not number:
        return str(_("Nobody could be proposed: put people who are not voted on on the roll first."))
    text = ngettext(
        "%d member is proposed, the head first. Change whom you like.",
        "%d members are proposed, the head first. Change whom you like.",
        number,
    )
    return text % number


def page_of(round_: Round) -> dict[str, Any]:
    """Return the context of the page; the number of queries does not grow with the roll."""
    with reading_once(round_):
        return _page_of(round_)


def _page_of(round_: Round) -> dict[str, Any]:
    is_editable = round_.is_editable
    missing, later = _lacking(round_)
    return {
        "is_editable": is_editable,
        "missing": missing,
        "later": later,
        "cautions": cautions(round_) if is_editable else [],
        "steps": _steps(missing, later, round_) if is_editable else [],
        **(_frozen(round_, frozen_configuration(round_)) if is_frozen(round_) else _as_today(round_)),
        "deadlines": deadlines(round_),
        "late": late_papers(round_) if is_editable else [],
        "electors": selectors.roll(round_)[:SHOWN_VOTERS],
        "roll_size": number_on_roll(round_),
        "shown_voters": SHOWN_VOTERS,
        "rehearse_url": "" if round_.is_rehearsal else lent("rehearse", round_.pk),
        "desk_url": reverse("secretariat:desk", args=[round_.pk]),
        "next_step": next_todo(round_),
    }


def _lacking(round_: Round) -> tuple[list[Missing], list[Missing]]:
    """Return what the next step lacks, announcing or freezing, and what a draft will lack for freezing besides."""
    if round_.is_draft:
        return preflight.before_announcing(round_), preflight.after_announcing(round_)
    return (preflight.before_freezing(round_) if round_.is_editable else []), []


def _steps(missing: list[Missing], later: list[Missing], round_: Round) -> list[DraftPart]:
    counts = _by_part([*missing, *later])
    counts["check"] = len(missing)
    pressing = {**_by_part(missing), "check": len(missing)}
    following = next((part for part, _title in STEPS if pressing.get(part)), "freeze")
    titles = {**dict(STEPS), **(BEFORE_ANNOUNCING if round_.is_draft else {})}
    return [_step(part, str(title), counts.get(part, 0), part == following) for part, title in titles.items()]


def _by_part(things: list[Missing]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for thing in things:
        part = thing.where if thing.where in dict(STEPS) else "general"
        counts[part] = counts.get(part, 0) + 1
    return counts


def _step(part: str, title: str, count: int, is_next: bool) -> DraftPart:
    if part == "freeze":
        return DraftPart(part, title, "waiting", is_next=is_next)
    return DraftPart(part, title, "missing" if count else "done", count, is_next)


def _as_today(round_: Round) -> dict[str, Any]:
    """Return lines, team and exemptions of a draft, from the current rows."""
    label = {reason.value: reason.label for reason in Exemption.Reason}
    held = eligibility.current_posts(round_)
    return {
        "unit_name": round_.unit.name,
        "lines": [
            {
                "name": str(line.official),
                "posts": [post.title for post in line.posts.all()],
                "block": line.block,
                "managed_by": authority.name if authority else "",
            }
            for line, authority in lines_with_authorities(round_)
        ],
        "committee": [
            {"name": str(member.user), "role": member.get_role_display()} for member in members_of(round_)
        ],
        "exempt": [
            {
                "name": str(official),
                "posts": [post.title for post in held[official]],
                "reason": str(label[found.reason]),
                "detail": found.detail,
                "evidence": found.evidence,
                "scan": found.scan.sha256,
            }
            for official, found in eligibility.exempt_officials(round_)
        ],
    }


def _frozen(round_: Round, words: FrozenConfiguration) -> dict[str, Any]:
    role = CommitteeMember.Role
    scans = scans_by_exemption(round_) if any(row.scan for row in words.exempt) else {}
    return {
        "unit_name": words.unit,
        "lines": words.lines,
        "committee": [
            {"name": member.name, "role": (role.HEAD if member.is_head else role.MEMBER).label}
            for member in words.team
        ],
        "exempt": [{**asdict(row), "scan": scans.get(row.scan, "")} for row in words.exempt],
    }
