"""Answers that are no pages: refusals to scripts as JSON, files to keep, and files that somebody uploaded."""

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


def uploaded_pdf(content: bytes, name: str, *, is_saved: bool) -> HttpResponse:
    """Return a PDF that somebody uploaded, which the browser shows, or saves under this name."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(is_saved, name) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    # Papers of earlier releases were not parsed: whatever is in them runs nothing and belongs to no site.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
