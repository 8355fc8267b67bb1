"""Whether what an import wrote may still be put back by the person who imported it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lists.errors import ImportRefused
from lists.models import WrittenRow
from lists.planned import Job
from officials.members import groups_to_change, memberships_for_secretary
from officials.models import Official, User
from officials.selectors import (
    officials_elsewhere,
    officials_for_secretary,
    posts_for_secretary,
    units_for_secretary,
)

NOT_YOURS = _(
    "Some of these rows belong to units that are not yours today, so the import cannot be undone. "
    "The secretaries of those units correct them."
)


def _named(*, user: User) -> QuerySet[Official]:
    """Return the officials whose names the secretary keeps."""
    return officials_for_secretary(user=user).exclude(pk__in=officials_elsewhere(user=user))


OWN: Mapping[str, Callable[..., QuerySet[Any]]] = {
    "officials.unit": units_for_secretary,
    "officials.official": _named,
    "officials.post": posts_for_secretary,
    "officials.group": groups_to_change,
    "officials.membership": memberships_for_secretary,
}


def require_own(job: Job, rows: Collection[WrittenRow]) -> None:
    """Raise `ImportRefused` if one of the rows of this room's tables is no longer the person's to change."""
    for table, own in OWN.items():
        keys = {row.row for row in rows if row.table == table and row.after is not None}
        if keys and own(user=job.user).order_by().filter(pk__in=keys).count() < len(keys):
            raise ImportRefused(NOT_YOURS)


@contextmanager
def undoing(job: Job, written: Iterable[WrittenRow]) -> Iterator[None]:
    """Let rows be put back inside the block. Raises `ImportRefused` as `require_own`."""
    require_own(job, list(written))
    yield
