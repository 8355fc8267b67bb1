"""How the box and the voter's page answer a script: `{"error": code, "message": sentence}`.

A ballot that does not fit gets also `"reason"`: the protocol's code.
"""

from django.http import HttpResponse, JsonResponse

from ballots.errors import BallotError, BallotRefused
from common.answers import json_refusal
from rounds.errors import RoundError


def refusal(error: BallotError) -> JsonResponse:
    """The stable code and the sentence for the voter, with the status of the refusal."""
    details = {"reason": error.reason} if isinstance(error, BallotRefused) else {}
    return json_refusal(error.code, error.message, status=error.status, **details)


def unavailable(error: RoundError) -> JsonResponse:
    """The server lacks something of its own: trying again later may help."""
    return json_refusal("unavailable", error.message, status=503)


def unlogged(response: HttpResponse) -> HttpResponse:
    """Keep Django from logging a refusal: its line would hold the moment of a ballot."""
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 (Django offers no other way)
    return response
