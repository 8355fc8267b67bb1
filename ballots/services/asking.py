"""Ask the head of the counting team to agree: to closing early, to a corrected number of people present."""

from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from ballots.asked import numbers, request_sentence
from ballots.models import HeadRequest, HeadStatement
from ballots.protocol import statements
from officials.models import User
from rounds.errors import RoundError
from rounds.locks import lock_round
from rounds.models import Round, RoundId
from rounds.services import moves
from rounds.services.noting import note_event
from rounds.states import Part, needs_reason

Kind = HeadStatement.Kind


def take(round_: Round) -> HeadRequest:
    """Remove the open request and return it. Raises `HeadRequest.DoesNotExist`."""
    request = HeadRequest.objects.select_related("asked_by", "round").get(round=round_)
    HeadRequest.objects.filter(round=round_).delete()
    return request


def forget(round_: Round) -> None:
    """Remove what is asked, once it no longer matters."""
    HeadRequest.objects.filter(round=round_).delete()


def ask_to_close(*, round_: Round, actor: User) -> None:
    """Ask to end the voting although people present have not cast; the caller holds the round's lock."""
    _ask(round_, actor, Kind.CLOSE, statements.close(**numbers(round_)))


@transaction.atomic
def ask_to_correct(*, round_id: RoundId, actor: User, present: int, reason: str) -> None:
    """Ask for another number of people present after closing. Raises `RoundError` for an impossible one."""
    round_ = lock_round(round_id)
    if not needs_reason(round_.state, Part.ATTENDANCE):
        raise RoundError(_("The number of people present is not corrected in this way now."))
    if not reason.strip():
        raise RoundError(_("Say why the number of people present is corrected."))
    moves.require_plausible(round_.electors.count(), present)
    before = numbers(round_)["present"]
    if present == before:
        raise RoundError(_("This is the number that is recorded already."))
    content = statements.present(before, present, reason.strip())
    if HeadStatement.objects.filter(round=round_, content=content).exists():
        # The same signature would count as the former statement, and the question would stay open.
        raise RoundError(
            _("The head agreed to this correction before, with the same reason. Give the reason of this one.")
        )
    _ask(round_, actor, Kind.PRESENT, content)


def _ask(round_: Round, actor: User, kind: str, content: dict[str, Any]) -> None:
    values = {"kind": kind, "content": content, "asked_by": actor}
    request, _created = HeadRequest.objects.update_or_create(round=round_, defaults=values)
    note_event(round_, "head_asked", actor=actor, detail=request_sentence(request))


@transaction.atomic
def withdraw(*, round_id: RoundId, actor: User) -> None:
    """Withdraw what the head was asked. Raises `RoundError` if nothing waits for the head any more."""
    round_ = lock_round(round_id)
    try:
        request = take(round_)
    except HeadRequest.DoesNotExist:
        raise RoundError(
            _(
                "Nothing waits for the head any more: the head has agreed already, or the question was withdrawn."
            )
        ) from None
    note_event(round_, "head_not_asked", actor=actor, detail=request_sentence(request))


def correct_present(*, round_: Round, statement: HeadStatement, head: User) -> None:
    """Write the number to which the head agreed; the caller holds the round's lock."""
    request, content = take(round_), statement.content
    note_event(round_, "head_agreed", actor=head, detail=request_sentence(request))
    with connection.cursor() as cursor:  # the trigger on attendance asks for the reason
        cursor.execute("SELECT set_config('tinnhiem.reason', %s, true)", [content["reason"]])
        moves.correct_present(round_=round_, present=content["to"], actor=request.asked_by)
        cursor.execute("SELECT set_config('tinnhiem.reason', '', true)")
