"""Writes of the lists: saved filters, chosen rows, and the note of an export."""

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import act, note
from common.refusals import Refusal
from officials.models import User
from secretariat.models import LONGEST_QUERY, SavedFilter, Selection

MOST_SAVED = 30  # of one list
KEPT_FOR = datetime.timedelta(days=1)


@transaction.atomic
def save_filter(*, user: User, place: str, name: str, query: str) -> SavedFilter:
    """Save a filter, or give the one of that name another query. Raises `Refusal` for a bad name and too many."""
    name = " ".join(name.split())
    mine = SavedFilter.objects.filter(user=user, place=place)
    row = mine.filter(name=name).first() or SavedFilter(user=user, place=place, name=name)
    row.query = query
    try:
        row.full_clean(exclude=["user"])
    except ValidationError as error:
        raise Refusal(_("The filter needs a name of at most 60 letters.")) from error
    if row.pk is None and mine.count() >= MOST_SAVED:
        raise Refusal(_("You have saved %d filters of this list. Delete one first.") % MOST_SAVED)
    row.save()
    return row


@transaction.atomic
def delete_filter(*, user: User, place: str, pk: int) -> None:
    """Delete an own saved filter; one that is gone already is gone."""
    SavedFilter.objects.filter(user=user, place=place, pk=pk).delete()


@transaction.atomic
def fix_selection(*, user: User, place: str, keys: Iterable[Any], back: str) -> Selection:
    """Fix the rows that an act is about; selections older than a day go, unless a worker was asked about them."""
    Selection.objects.filter(created_at__lt=timezone.now() - KEPT_FOR, works=None).delete()
    return Selection.objects.create(
        user=user, place=place, keys=[str(key) for key in keys], back=back[: LONGEST_QUERY + 200]
    )


def begin(chosen: Selection) -> bool:
    """Lock the selection; return whether nothing was done with it yet, so that pressing twice acts once."""
    stored = Selection.objects.select_for_update().get(pk=chosen.pk)
    chosen.outcome = stored.outcome
    return stored.outcome is None


def finish(chosen: Selection, outcome: dict[str, Any]) -> None:
    """Keep what came of the act."""
    chosen.outcome = outcome
    chosen.save(update_fields=["outcome"])


@contextmanager
def one_act(*, actor: User, reason: str) -> Iterator[None]:
    """Enter all changes inside as one act of the log, with its reason."""
    with act("list.edit", actor=actor, reason=reason):
        yield


@transaction.atomic
def note_export(*, user: User, text: str) -> None:
    """Write into the log that a person took a list out of the product."""
    note("list.export", actor=user, text=text)


@transaction.atomic
def note_print(*, user: User, subject: Model, text: str) -> None:
    """Write into the log which list of the subject, a round or campaign, a person printed."""
    note("list.print", actor=user, subject=subject, text=text)
