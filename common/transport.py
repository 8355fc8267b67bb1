"""Whether a request came over a connection that others on the network cannot read."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port


def is_private(request: HttpRequest) -> bool:
    """Return whether the request came over TLS, or from a browser on this machine.

    Browsers treat the same connections as secure contexts (W3C, Secure Contexts, "Is origin potentially trustworthy?").
    """
    return request.is_secure() or is_local(split_domain_port(request.get_host())[0])


def is_local(host: str) -> bool:
    """Return whether the host name means this machine; an IPv6 address may stand with or without brackets."""
    return host in settings.LOCAL_HOSTS or f"[{host}]" in settings.LOCAL_HOSTS


def leads_home(address: str) -> bool:
    """Return whether an address leads each reader to the reader's own machine."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
