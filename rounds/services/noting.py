"""Write entries into the log of a round."""

from contextlib import AbstractContextManager

from django.db import transaction

from audit.services import act, note
from officials.models import User
from rounds.entries import code_of
from rounds.models import Round


@transaction.atomic
def note_event(round_: Round, event: str, *, actor: User | None, detail: str = "") -> None:
    """Write an entry about something that changes no watched row; without `actor` the system did it."""
    note(code_of(event), actor=actor, subject=round_, text=detail)


def stating(
    round_: Round, event: str, *, actor: User | None, detail: str = ""
) -> AbstractContextManager[None]:
    """Write an entry that holds the changes made inside as well."""
    return act(code_of(event), actor=actor, subject=round_, text=detail, is_own=True)
