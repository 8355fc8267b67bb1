"""Tell officials who are voted on, and do not read it as voters, that their meeting is moved or not held.

The last days for their dossiers and answers depend on its day.
"""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from notices.models import Notice
from notices.selectors import UNSENT
from notices.services.telling import Message, tell
from officials.models import User
from rounds.models import Round

# From which an official knows of the meeting.
KNOWN_FROM = (
    "dossier_asked",
    "dossier_reminder",
    "dossier_explanation",
    "matter_asked",
    "ballot_changed",
    "voted_on_moved",
)


def officials_told(round_: Round, *, without: Iterable[User]) -> list[User]:
    """Return the people on the ballot who were told something of the meeting; those who read it as voters are left out."""
    told = Notice.objects.filter(round=round_, kind__in=KNOWN_FROM)
    told = told.exclude(state__in=[*UNSENT, Notice.State.WITHDRAWN])
    found = User.objects.filter(official__lines__round=round_, pk__in=told.values("user"), is_active=True)
    found = found.exclude(pk__in=[user.pk for user in without]).distinct()
    return list(found.order_by("sort_key", "pk"))


def tell_of_move(round_: Round, people: list[User], *, sequence: int, reason: str) -> None:
    """Tell the officials the new time and place, with the page that shows their last days."""
    link = f"{settings.SITE_URL}{reverse('rounds:own_dossiers')}"
    _tell("voted_on_moved", round_, people, sequence, {"reason": reason, "link": link})


def tell_of_end(round_: Round, people: list[User], *, sequence: int, reason: str) -> None:
    """Tell the officials that the meeting is not held as they were told."""
    _tell("voted_on_ended", round_, people, sequence, {"reason": reason})


def _tell(kind: str, round_: Round, people: list[User], sequence: int, facts: dict[str, str]) -> None:
    message = Message(kind=kind, round_=round_, facts=facts, sequence=sequence, is_automatic=True)
    tell(message, people)
