"""Which lane a request takes."""

import functools

from django.conf import settings
from django.urls import reverse

# What a vote needs.
VOTING = ("/vote/", "/box/", "/static/", "/jsi18n/", "/health/")
# Pages of the secretariat and of results; some take long.
OFFICE = ("/admin/", "/committee/", "/desk/", "/dossiers/", "/lists/", "/results/")


def lane_of(method: str, path: str) -> str:
    """Return the lane of a request."""
    if path.startswith(_directory()) and "directory" in settings.WEB_THREADS:
        return "directory"
    if method == "POST" and path.startswith(_hashing()) and not path.startswith(_codes()):
        return "login"
    if path.startswith(VOTING):
        return "voting"
    # A thousand people open the login page in the same minute as others vote.
    return "office" if path.startswith(OFFICE) else "pages"


@functools.cache
def _hashing() -> tuple[str, ...]:
    """Return where passwords are hashed, which takes the processor for longer than the rest of a vote."""
    names = (
        *("account_login", "account_change_password", "account_set_password", "account_reauthenticate"),
        "first_choice",
    )
    return (*map(reverse, names), f"{reverse('account_reset_password')}key/")


@functools.cache
def _codes() -> str:
    return reverse("account_request_login_code")


@functools.cache
def _directory() -> str:
    return reverse("directory_begin")
