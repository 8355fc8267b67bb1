"""Warnings that do not prevent freezing: about the roll, whose people the secretary knows, and the site's address."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from common.languages import filled
from common.transport import leads_home
from officials.names import folded
from rounds.errors import Missing, Where
from rounds.models import Round


def cautions(round_: Round) -> list[Missing]:
    """Return the warnings about a draft; one query."""
    return [*_namesakes_on_roll(round_), *_local_address(round_)]


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
    roll = round_.electors.order_by("user__sort_key", "pk").values_list("user__full_name", "user__username")
    for found in namesakes(roll):
        yield Missing(found.message, found.remedy, Where.ELECTORS)


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
