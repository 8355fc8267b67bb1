"""How often one may try, counted so that nobody can keep somebody else out from one place.

allauth counts by account alone: five wrong guesses from anywhere, repeated every five minutes,
would keep a voter out until the vote is over. Here guesses count for account and address together,
and only what no single address can reach counts for the account.
"""

import ipaddress

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit  # the public one cannot undo a try
from django.http import HttpRequest

APP = "allauth.account"
IPV6_PREFIX = 48  # bits that all addresses of one customer share (RFC 6177: at most)


def pair(request: HttpRequest, login: str) -> str:
    """Return the name of an account together with the address from which it is tried."""
    return f"{_network(get_adapter().get_client_ip(request))}:{login.lower()}"


def _network(address: str) -> str:
    """Return the address; of IPv6 the network, for one customer has all addresses of it."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return address if found.version == 4 else str(ipaddress.ip_network((address, IPV6_PREFIX), strict=False))


def count_attempt(request: HttpRequest, action: str, key: str) -> ratelimit.RateLimitUsage | None:
    """Note one try; return what undoes it by `rollback()`, or None when there were too many."""
    return ratelimit.consume(request, app=APP, action=action, key=key)


def forget(request: HttpRequest, action: str, key: str) -> None:
    """Begin counting anew."""
    ratelimit.clear(request, app=APP, action=action, key=key)
