"""Every address of the product, read from the resolver, and how to fill it in."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

# Patterns written as regular expressions, each with an address that matches.
WRITTEN = {
    r"accounts/^confirm-email/(?P<key>[-:\w]+)/$": "/accounts/confirm-email/x:y/",
    r"accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "/accounts/password/reset/key/1-x/",
    r"admin/^(?P<app_label>officials|rounds)/$": "/admin/rounds/",
    r"admin/(?P<url>.*)$": "/admin/nowhere/",
}


def routes() -> Iterator[str]:
    """Yield each pattern as written, such as `vote/<uuid:pk>/issue`."""
    yield from _walk(get_resolver(), "")


def _walk(resolver: URLResolver, before: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield here
        else:
            yield from _walk(pattern, here)


def fill(route: str, **parts: object) -> str:
    """Return the path of a pattern, with `parts` by the names of its places."""
    if route in WRITTEN:
        return WRITTEN[route]
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda place: str(parts[place[1]]), route)
    return f"/{path}"
