"""Names of the constraints that the database enforces on the box."""

from django.db import IntegrityError
from psycopg.errors import CheckViolation

OPEN = "box_open"  # ballots are inserted into open boxes only
ISSUING = "box_issues"  # blank ballots are issued only while the round is open and issuing has not ended


def violates(error: IntegrityError, name: str) -> bool:
    """Return whether this constraint refused the statement."""
    cause = error.__cause__
    return isinstance(cause, CheckViolation) and cause.diag.constraint_name == name
