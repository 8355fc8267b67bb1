"""`manage.py check --deploy`: what the database would not refuse to an intruder in the web server."""

from typing import Any

from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as DeployWarning
from django.db import DatabaseError

from operations import rights

_HINT = "docs/operations.md, Roles in PostgreSQL, tells how to give the tables an owner of their own."
_WARNINGS = {
    "superuser": DeployWarning(
        "DATABASE_URL logs in as a superuser of Postgres.", hint=_HINT, id="operations.W001"
    ),
    "owner": DeployWarning(
        "DATABASE_URL logs in as the owner of the tables.", hint=_HINT, id="operations.W002"
    ),
}


@register(Tags.security, deploy=True)
def application_role(**_options: Any) -> list[CheckMessage]:
    """Warn if the application may change tables and disable triggers."""
    try:
        standing = rights.standing()
    except DatabaseError:  # reported by the commands that need it
        return []
    return [_WARNINGS[standing]] if standing in _WARNINGS else []
