"""Answers to scripts: whether a script sent the request, and refusals as JSON."""

from typing import Any

from django.http import HttpRequest, JsonResponse


def wants_json(request: HttpRequest) -> bool:
    """Return whether a script sent the request and expects a sentence instead of a page."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def json_refusal(code: str, message: object, *, status: int, **details: Any) -> JsonResponse:
    """Return `{"error": code, "message": sentence}`: the code for the script, the sentence for the user."""
    response = JsonResponse({"error": code, "message": str(message), **details}, status=status)
    response["Cache-Control"] = "no-store"
    return response
