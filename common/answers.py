"""Answers that are no pages: refusals to scripts as JSON, and files to keep."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.http import content_disposition_header


def wants_json(request: HttpRequest) -> bool:
    """Return whether a script sent the request and expects a sentence instead of a page."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def json_refusal(code: str, message: object, *, status: int, **details: Any) -> JsonResponse:
    """Return `{"error": code, "message": sentence}`: the code for the script, the sentence for the user."""
    response = JsonResponse({"error": code, "message": str(message), **details}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def file_to_keep(content: bytes | str, name: str, content_type: str = "application/pdf") -> HttpResponse:
    """Return the answer that a browser saves as a file of this name, which may have any letters."""
    headers = {"Content-Disposition": content_disposition_header(True, name) or ""}
    return HttpResponse(content, content_type=content_type, headers=headers)
