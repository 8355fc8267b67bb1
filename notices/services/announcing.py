"""Summon the people on a roll when its meeting is announced, and tell those concerned what changes afterwards."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from notices import values
from notices.models import Invitation
from notices.selectors import ASKING, people_invited, people_told
from notices.services.telling import Message, tell, withdraw
from notices.services.telling_officials import officials_told, tell_of_end
from notices.values import Fact
from officials.models import Official, User
from rounds.entries import CHANGED, entries_of
from rounds.models import Round
from rounds.told import Difference, begins

# Taken back when the meeting is announced anew or is not held; requests for dossiers and ways to log in go on.
OF_THE_MEETING = (
    *(*ASKING, "reply_reminder", "ballot_changed", "meeting_cancelled"),
    *("summons_ended", "summons_withdrawn", "voted_on_moved", "voted_on_ended"),
)


def meeting_announced(*, round_: Round, actor: User | None) -> None:
    """Summon everybody on the roll, also people who were invited before."""
    told = Invitation.objects.filter(pk=round_.pk).first()
    if told is None:
        told = Invitation.objects.create(round=round_, meets_at=begins(round_), place=round_.place)  # type: ignore[misc]
    else:
        _tell_anew(told, round_)
    _summon(round_, _people(electorates__round=round_), told.sequence)


def _tell_anew(told: Invitation, round_: Round) -> None:
    """Take back what was told of the meeting before and not sent yet."""
    told.meets_at, told.place = begins(round_), round_.place  # type: ignore[assignment]
    told.sequence, told.is_withdrawn = told.sequence + 1, False
    told.save()
    withdraw(round_, *OF_THE_MEETING)


def announcement_withdrawn(*, round_: Round, reason: str) -> None:
    """Take back what was not sent yet, and tell the reason to everybody who may know of the meeting."""
    told = Invitation.objects.get(pk=round_.pk)
    known = people_told(round_)
    people = [user for user in people_invited(round_) if user.pk in known]
    officials = officials_told(round_, without=people)
    withdraw(round_, *OF_THE_MEETING)
    told.sequence, told.is_withdrawn = told.sequence + 1, True
    told.save()
    _tell("summons_withdrawn", round_, people, told.sequence, {"reason": reason})
    tell_of_end(round_, officials, sequence=told.sequence, reason=reason)


def round_changed(*, round_: Round, found: Difference, reason: str) -> None:
    """Tell those concerned what was changed of the list or the roll, with the reason."""
    changes = len(entries_of(round_, CHANGED))
    told = Invitation.objects.get(pk=round_.pk)
    number = told.sequence + changes
    if found.left:
        _end(round_, found.left, number, reason)
    if found.joined:
        _summon(round_, _people(pk__in=found.joined), number)
    if found.is_of_ballot:
        concerned = Q(official__in=[*found.added, *found.removed, *found.other_posts])
        known = Q(electorates__round=round_) & ~Q(pk__in=found.joined)
        facts: dict[str, Fact] = {
            "change": _words(found),
            "reason": reason,
            "link": values.reading_address(round_),
        }
        _tell("ballot_changed", round_, _people(concerned | known), changes, facts)


def _end(round_: Round, people: Iterable[int], number: int, reason: str) -> None:
    known = people_told(round_)
    left = list(_people(pk__in=people))
    withdraw(round_, *OF_THE_MEETING, of=left)
    _tell("summons_ended", round_, [user for user in left if user.pk in known], number, {"reason": reason})


def _summon(round_: Round, people: Iterable[User], number: int) -> None:
    _tell("summons", round_, people, number, {"link": values.reading_address(round_)})


def _tell(kind: str, round_: Round, people: Iterable[User], number: int, facts: dict[str, Fact]) -> None:
    message = Message(kind=kind, round_=round_, facts=facts, sequence=number, is_automatic=True)
    tell(message, people)


def _people(*those: Q, **named: object) -> list[User]:
    found = User.objects.filter(*those, **named, is_active=True).distinct()
    return list(found.order_by("sort_key", "pk"))


def _words(found: Difference) -> Fact:
    """Return what changed of the list, one sentence a line, in the language of a reader."""
    people = found.added | found.removed | found.other_posts
    names = dict(Official.objects.filter(pk__in=people).values_list("pk", "full_name"))

    def said() -> str:
        parts = (
            (_("Added: %(names)s."), found.added),
            (_("No longer voted on: %(names)s."), found.removed),
            (_("Other posts printed: %(names)s."), found.other_posts),
        )
        return "\n".join(
            sentence % {"names": ", ".join(sorted(names[pk] for pk in those))}
            for sentence, those in parts
            if those
        )

    return lazy(said, str)()
