"""Answers to scripts: whether a script asked, and how a refusal is told to it."""

from typing import Any

from django.http import HttpRequest, JsonResponse


def wants_json(request: HttpRequest) -> bool:
    """Say whether a script asked: it gets a sentence it can show, not a page."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def json_refusal(code: str, message: object, *, status: int, **details: Any) -> JsonResponse:
    """Return `{"error": code, "message": sentence}`: a script reads the code, a person the sentence."""
    response = JsonResponse({"error": code, "message": str(message), **details}, status=status)
    response["Cache-Control"] = "no-store"
    return response
