"""How the box and the voter's page answer a script: `{"error": code, "message": sentence}`.

A ballot that does not fit gets also `"reason"`: the protocol's code.
"""

from django.http import HttpResponse, JsonResponse

from ballots.errors import BallotError, BallotRefused
from rounds.errors import RoundError


def refusal(error: BallotError) -> JsonResponse:
    """The stable code and the sentence for the voter, with the status of the refusal."""
    content = {"error": error.code, "message": str(error.message)}
    if isinstance(error, BallotRefused):
        content["reason"] = error.reason
    response = JsonResponse(content, status=error.status)
    response["Cache-Control"] = "no-store"
    return response


def unavailable(error: RoundError) -> JsonResponse:
    """The server lacks something of its own: trying again later may help."""
    response = JsonResponse({"error": "unavailable", "message": str(error.message)}, status=503)
    response["Cache-Control"] = "no-store"
    return response


def unlogged(response: HttpResponse) -> HttpResponse:
    """Keep Django from logging a refusal: its line would hold the moment of a ballot."""
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 (Django offers no other way)
    return response
