"""Warnings that do not prevent freezing: about the roll, whose people the secretary knows, and the site's address."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from django.conf import settings
from django.utils.translation import gettext as _

from common.languages import filled
from common.transport import leads_home
from officials.names import folded
from officials.selectors import parents_of_units
from rounds.eligibility import settled_in_period, units_of_officials
from rounds.errors import Missing, Where
from rounds.models import Round
from rounds.own_officials import cautions_about_roll
from rounds.plan_selectors import plan_for
from rounds.ranks import rank_of
from rounds.read_once import lines_of, once, reading_once
from rounds.roll import people_on_roll


def cautions(round_: Round) -> list[Missing]:
    """Return the warnings about a draft; a fixed number of queries."""
    with reading_once(round_):
        return [
            *_namesakes_on_roll(round_),
            *cautions_about_roll(round_),
            *_too_many_places(round_),
            *_not_by_rank(round_),
            *_without_plan(round_),
            *_local_address(round_),
        ]


def _without_plan(round_: Round) -> Iterator[Missing]:
    """Yield a warning if no approved plan holds for the round: nothing is cited, and voters read no texts."""
    if round_.is_rehearsal:
        return
    parents = once(round_, "parents", parents_of_units)
    if plan_for(campaign=round_.campaign, unit_id=round_.unit_id, parents=parents) is None:
        yield Missing(
            _("No approved plan holds for this round; the regulation asks for one."),
            _("Choose the plan in the campaign, and have it approved."),
            Where.CAMPAIGN,
            round_.campaign_id,
        )


def namesakes(people: Iterable[tuple[str, str]]) -> list[Missing]:
    """Return a warning for each name that occurs in several of the (full name, login) pairs.

    The roll holds each account once, but one person may have two accounts, and so two ballots.
    """
    logins: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for name, login in people:
        logins.setdefault(folded(name), []).append(login)
        names.setdefault(folded(name), name)
    text = _("%(name)s is on the roll %(count)d times: %(logins)s.")
    remedy = _("If it is one person with several accounts, keep one: each account has a ballot.")
    return [
        Missing(filled(text, {"name": names[key], "count": len(found), "logins": ", ".join(found)}), remedy)
        for key, found in logins.items()
        if key and len(found) > 1
    ]


def _namesakes_on_roll(round_: Round) -> Iterator[Missing]:
    for found in namesakes((one.full_name, one.username) for one in people_on_roll(round_)):
        yield Missing(found.message, found.remedy, Where.ELECTORS)


def _too_many_places(round_: Round) -> Iterator[Missing]:
    """Yield an item for each official on the ballot with posts at more units than the rules allow, not yet settled."""
    most, settled = round_.rule_set.max_places, settled_in_period(round_)
    for official, units in units_of_officials(round_).items():
        if len(units) > most and official.pk not in settled:
            text = _("%(name)s holds posts at %(count)d places: %(places)s; at most %(most)d count.")
            values = {"name": official, "count": len(units), "places": ", ".join(units), "most": most}
            remedy = _("The authority that manages the official settles which places count.")
            yield Missing(filled(text, values), remedy, Where.PLACES)


def _not_by_rank(round_: Round) -> Iterator[Missing]:
    """Yield an item if an official comes after one of a lower rank in the same block; two queries."""
    found = round_.lines.select_related("official").prefetch_related("posts").order_by("position")
    lines = lines_of(round_, found)
    for before, line in pairwise(lines):
        if line.block == before.block and rank_of(line.posts.all()) < rank_of(before.posts.all()):
            text = _("The ballot is not ordered by rank: %(name)s comes after %(before)s.")
            values = {"name": line.official, "before": before.official}
            yield Missing(filled(text, values), _("Press “Order by rank”."), Where.LINES)
            return


def waits_for_address(round_: Round) -> bool:
    """Return whether no document is made for the round, because the site's address is this machine."""
    is_trial = round_.is_rehearsal or settings.LOCAL_DOCUMENTS
    return leads_home(settings.SITE_URL) and not is_trial


def _local_address(round_: Round) -> Iterator[Missing]:
    if waits_for_address(round_):
        yield Missing(
            _("The address of this site is still %(address)s; no document is made until it is set.")
            % {"address": settings.SITE_URL},
            _("Ask the keeper of the system to set SITE_URL, best before the meeting."),
        )
