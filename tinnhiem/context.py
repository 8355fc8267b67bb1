"""Context of every page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.functional import SimpleLazyObject

from common.transport import is_private
from officials.mail import leaves_machine
from officials.models import User
from rounds.login_cards import used_card_of


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


def entrance(request: HttpRequest) -> dict[str, Any]:
    """Return the addresses of login cards, and the used card of the person, read only where a page shows it."""
    user = getattr(request, "user", None)  # early refusals have none
    return {
        "card_login_url": reverse_lazy("card_login"),
        "card_used_url": reverse_lazy("card_used"),
        "used_card": SimpleLazyObject(lambda: used_card_of(user) if isinstance(user, User) else None),
    }


def directory(request: HttpRequest) -> dict[str, str]:
    """Return the name of the directory through which people can log in, "" without one."""
    return {"directory_name": settings.OIDC_NAME or settings.OIDC_ISSUER}
