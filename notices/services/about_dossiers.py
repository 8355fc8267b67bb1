"""Tell officials about the dossiers that are asked of them, and those in charge who still owes one."""

import datetime
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from notices.models import Notice
from notices.services.telling import Message, tell
from officials.models import User
from rounds import filings
from rounds.models import Filing, Matter, Round

FIRST_DAY = datetime.date(2026, 1, 1)  # the number of a day since then tells the lists of two days apart


def dossiers_asked(*, filings: Iterable[Filing], actor: User) -> None:
    """Tell each official with an account what to file, until when, and where."""
    _tell_each("dossier_asked", filings)


def dossiers_owed(*, filings: Iterable[Filing], actor: User) -> None:
    """Remind each of these officials."""
    _tell_each("dossier_reminder", filings)


def explanation_asked(*, filing: Filing, actor: User) -> None:
    """Tell an official what to explain."""
    _tell_each("dossier_explanation", [filing], text=filing.explanation_wanted)


def lists_sent(*, lists: Mapping[User, list[Filing]], link: str, actor: User) -> None:
    """Send each person in charge the list of the officials who owe a dossier, once a day."""
    for person, rows in lists.items():
        first = _meetings(rows)
        if not first:
            continue
        round_ = min(first.values(), key=lambda one: (one.opens_at is None, one.opens_at))
        names = "\n".join(f"- {row.official}, {_day(row, first)}" for row in rows)
        own = {person.pk: {"people": names, "link": _address(link)}}
        _tell("dossiers_owed", round_, [person], own, sequence=_today())


def matter_asked(*, matter: Matter) -> None:
    """Tell the official that something is to be clarified; the matter itself stands on the page only."""
    official = matter.official
    if official.user is None:
        return
    row = Filing.objects.filter(official=official, campaign=matter.round.campaign_id).first()
    path = reverse("rounds:dossier", args=[row.dossier_id]) if row else reverse("rounds:own_dossiers")
    until = filings.first_days([matter.round]).get("answers_due_days")
    own = {official.user.pk: {"link": _address(path), "deadline": f"{until:%d/%m/%Y}" if until else ""}}
    number = Matter.objects.filter(round=matter.round, official=official).count()
    _tell("matter_asked", matter.round, [official.user], own, sequence=number)


def _tell_each(kind: str, rows: Iterable[Filing], text: str = "") -> None:
    """Tell the officials who have an account; those of one meeting together."""
    asked = [row for row in rows if row.official.user_id]
    first = _meetings(asked)
    together: dict[tuple[Round, int], list[Filing]] = {}
    for row in asked:
        if round_ := first.get(row.official_id):
            sequence = _explanations(round_, row) if text else row.reminders
            together.setdefault((round_, sequence), []).append(row)
    for (round_, sequence), group in together.items():
        own = {row.official.user_id: _words(row, first, text) for row in group if row.official.user_id}
        people = [row.official.user for row in group if row.official.user]
        _tell(kind, round_, people, own, sequence)


def _explanations(round_: Round, row: Filing) -> int:
    """Return how many explanations the official was asked for; each text is told, however many on one day."""
    told = Notice.objects.filter(round=round_, kind="dossier_explanation", user=row.official.user_id)
    return told.count()


def _words(row: Filing, first: Mapping[int, Round], text: str) -> dict[str, str]:
    link = _address(reverse("rounds:dossier", args=[row.dossier_id]))
    return {"link": link, "deadline": _day(row, first), "reason": text}


def _tell(
    kind: str, round_: Round, people: list[User], own: Mapping[int, Mapping[str, str]], sequence: int
) -> None:
    tell(Message(kind=kind, round_=round_, own=own, sequence=sequence, is_automatic=True), people)


def _meetings(rows: Iterable[Filing]) -> dict[int, Round]:
    """Return official → the first round of the campaign with the official on the ballot."""
    found = list(rows)
    return filings.first_rounds(found[0].campaign, [row.official_id for row in found]) if found else {}


def _day(row: Filing, first: Mapping[int, Round]) -> str:
    round_ = first.get(row.official_id)
    due = filings.first_days([round_]).get("dossier_due_days") if round_ else None
    return f"{due:%d/%m/%Y}" if due else "…"


def _today() -> int:
    return (timezone.localdate() - FIRST_DAY).days


def _address(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
