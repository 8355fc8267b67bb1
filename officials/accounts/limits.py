"""Limits for attempts to log in, such that one address cannot lock out another user.

allauth counts by account alone: five wrong guesses from anywhere, repeated every five minutes,
would keep a voter out until the vote is over. Here guesses are counted per account and address; the
limit per account alone is too high for one address to reach. Per address alone only failed attempts
count, since a whole hall may share one.
"""

import ipaddress
import time

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit  # the public function cannot undo an attempt
from django.core.cache import cache
from django.http import HttpRequest

APP = "allauth.account"
IPV6_PREFIX = 48  # bits shared by all addresses of one customer (RFC 6177)


def pair(request: HttpRequest, login: str) -> str:
    """Return the key of an account together with the address of the attempt."""
    return f"{_network(get_adapter().get_client_ip(request))}:{login.lower()}"


def _network(address: str) -> str:
    """Return the address; for IPv6 the network, since one customer has all its addresses."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return address if found.version == 4 else str(ipaddress.ip_network((address, IPV6_PREFIX), strict=False))


def count_attempt(
    request: HttpRequest, action: str, key: str | None = None
) -> ratelimit.RateLimitUsage | None:
    """Count an attempt; return an object whose `rollback()` undoes it, or None above the limit."""
    return ratelimit.consume(request, app=APP, action=action, key=key)


def forget(request: HttpRequest, action: str, key: str) -> None:
    """Reset the count."""
    ratelimit.clear(request, app=APP, action=action, key=key)


def is_reached(request: HttpRequest, action: str) -> bool:
    """Return whether the address of the request has reached the limit; counts nothing.

    Reads without allauth's lock, for which everybody in a hall would wait.
    """
    return not all(
        _leaves_room(request, action, rate) for rate in ratelimit.get_rates(app=APP, action=action)
    )


def _leaves_room(request: HttpRequest, action: str, rate: ratelimit.Rate) -> bool:
    history = cache.get(ratelimit.get_cache_key(request, app=APP, action=action, rate=rate), [])
    allowed, _history = ratelimit.apply_rate(history, time.time(), rate, dry_run=True)
    return bool(allowed)
