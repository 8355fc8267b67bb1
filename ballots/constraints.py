"""Laws that the database itself enforces on the box, by the names of their constraints."""

from django.db import IntegrityError
from psycopg.errors import CheckViolation

OPEN = "box_open"  # ballots go into open boxes only
ISSUING = "box_issues"  # blank ballots are issued by rounds that are open and have not ended issuing


def breaks(error: IntegrityError, law: str) -> bool:
    """Say whether it was this law that refused a statement."""
    cause = error.__cause__
    return isinstance(cause, CheckViolation) and cause.diag.constraint_name == law
