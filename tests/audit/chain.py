"""The chain inside a test's transaction, and writing past its laws."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.utils import translation

from audit import verification
from audit.models import ChainLink
from tests.owner import unguarded


def linked() -> list[ChainLink]:
    """Make the links that a commit makes, and return all."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    return list(ChainLink.objects.select_related("entry"))


@contextmanager
def tampering() -> Iterator[Any]:
    """Yield a cursor for which no trigger and no foreign key holds."""
    linked()
    with unguarded() as cursor:
        yield cursor


def faults() -> list[str]:
    """Return the sentences of the check, in English."""
    with translation.override("en"):
        return list(verification.faults())
