"""How a page or a script wants its answer."""

from django.http import HttpRequest


def wants_json(request: HttpRequest) -> bool:
    """Say whether a script asked: it gets a sentence it can show, not a page."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"
