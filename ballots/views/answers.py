"""JSON refusals of the box and the voter's page: `{"error": code, "message": sentence}`.

A malformed ballot also gets `"reason"`, the protocol's code.
"""

from django.http import HttpResponse, JsonResponse

from ballots.errors import BallotError, BallotRefused
from common.answers import json_refusal


def refusal(error: BallotError) -> JsonResponse:
    """Return the stable code and the sentence for the voter, with the status of the refusal."""
    details = {"reason": error.reason} if isinstance(error, BallotRefused) else {}
    return json_refusal(error.code, error.message, status=error.status, **details)


def unlogged(response: HttpResponse) -> HttpResponse:
    """Mark a refusal so that Django does not log it: the line would hold the time of a ballot."""
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 (Django offers no other way)
    return response
