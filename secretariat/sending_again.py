"""What was typed into a form while its login or its role ended: kept on a page, to be sent again or copied.

Only forms that hold no password and no code are kept: those of rows in the administration, and those of `PAGES`.
Nothing is stored on the server.
"""

import re
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from secretariat.stale.kept import TypedGroup, raw_groups

FORM = re.compile(r"(?P<table>\w+)_(?:add|change)")
PAGES = ("rounds", "secretariat")
NOT_TYPED = ("csrfmiddlewaretoken",)


def groups_of(request: HttpRequest) -> list[TypedGroup]:
    """Return what was typed into a form; [] for anything else that was sent."""
    match = request.resolver_match
    if request.method != "POST" or match is None:
        return []
    if match.namespaces == ["admin"]:
        found = FORM.fullmatch(match.url_name or "")
        table = _tables().get(found["table"]) if found else None
        return raw_groups(table, request.POST) if table else []
    return _texts(request) if match.namespace in PAGES else []


def _texts(request: HttpRequest) -> list[TypedGroup]:
    """Return the texts of several words: all that is lost when a form of few fields is lost."""
    sent = [text for _name, values in request.POST.lists() for text in values]
    texts = [(_("Text"), text.strip()) for text in sent if len(text.split()) > 1]
    return [TypedGroup("", texts)] if texts else []


def _tables() -> dict[str, type[Model]]:
    models = [model for model in apps.get_models() if admin.site.is_registered(model)]
    return {f"{model._meta.app_label}_{model._meta.model_name}": model for model in models}  # noqa: SLF001


def is_from_here(request: HttpRequest) -> bool:
    """Return whether the browser says that a page of this site sent the form; others would choose what is in it."""
    return request.headers.get("Origin") in [
        f"{request.scheme}://{request.get_host()}",
        *settings.CSRF_TRUSTED_ORIGINS,
    ]


def page(request: HttpRequest, groups: list[TypedGroup]) -> HttpResponse:
    """Answer 403 with what was typed, hidden fields that send it again, and the way to the login."""
    context = {
        "fields": [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in NOT_TYPED
        ],
        "groups": groups,
        "has_files": bool(request.FILES),
        "action": request.get_full_path(),
        "login": f"{reverse('account_login')}?{urlencode({'next': reverse('home')})}",
    }
    return _kept(request, "sending_again", context, status=403)


def page_to_copy(request: HttpRequest, groups: list[TypedGroup], *, status: int = 403) -> HttpResponse:
    """Answer with what was typed by somebody who is logged in and may not send it, to read and copy."""
    context = {"groups": groups, "has_files": bool(request.FILES)}
    return _kept(request, "not_taken", context, status=status)


def keeps_text(response: HttpResponse) -> bool:
    """Return whether the answer is one of these pages."""
    return getattr(response, "keeps_text", False)


def _kept(request: HttpRequest, name: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    answer = render(request, f"secretariat/{name}.html", context, status=status)
    answer.keeps_text = True  # type: ignore[attr-defined]
    return answer
