"""Context of every page."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.functional import Promise

from common.transport import is_private
from officials.mail import leaves_machine


def contact(request: HttpRequest) -> dict[str, str]:
    """Return name and telephone of the secretariat, shown on every page; "" if not set."""
    return {"secretariat_contact": settings.SECRETARIAT_CONTACT}


def connection(request: HttpRequest) -> dict[str, bool]:
    """Return whether others on the network can read what this page sends."""
    return {"is_readable_by_others": not is_private(request)}


def isolation(request: HttpRequest) -> dict[str, bool]:
    """Return whether the operator declared that no connection leads outside; every page then says so."""
    return {"is_isolated": settings.ISOLATED_INSTALLATION}


def mail(request: HttpRequest) -> dict[str, bool]:
    """Return whether mail leaves this machine, so that pages offer no code or link that never arrives."""
    return {"mail_leaves": leaves_machine()}


def entrance(request: HttpRequest) -> dict[str, Promise]:
    """Return the address of the login with a card, for the page on which people log in."""
    return {"card_login_url": reverse_lazy("card_login")}
