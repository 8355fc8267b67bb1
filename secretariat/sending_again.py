"""What was typed into a form of the administration while its login ended: kept on a page, to be sent again.

Only forms of rows are kept: they hold no password and no code. Nothing is stored on the server, since nobody is logged in.
"""

import re
from urllib.parse import urlencode

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from secretariat.stale.kept import raw_groups

FORM = re.compile(r"(?P<table>\w+)_(?:add|change)")
NOT_TYPED = ("csrfmiddlewaretoken",)


def table_of(request: HttpRequest) -> type[Model] | None:
    """Return the table to whose form something was typed; None for anything else that was sent."""
    match = request.resolver_match
    if request.method != "POST" or match is None or match.namespaces != ["admin"]:
        return None
    found = FORM.fullmatch(match.url_name or "")
    table = _tables().get(found["table"]) if found else None
    return table if table and raw_groups(table, request.POST) else None


def _tables() -> dict[str, type[Model]]:
    models = [model for model in apps.get_models() if admin.site.is_registered(model)]
    return {f"{model._meta.app_label}_{model._meta.model_name}": model for model in models}  # noqa: SLF001


def is_from_here(request: HttpRequest) -> bool:
    """Return whether the browser says that a page of this site sent the form; others would choose what is in it."""
    return request.headers.get("Origin") in [
        f"{request.scheme}://{request.get_host()}",
        *settings.CSRF_TRUSTED_ORIGINS,
    ]


def page(request: HttpRequest, table: type[Model]) -> HttpResponse:
    """Answer 403 with what was typed, hidden fields that send it again, and the way to the login."""
    context = {
        "fields": [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in NOT_TYPED
        ],
        "groups": raw_groups(table, request.POST),
        "has_files": bool(request.FILES),
        "action": request.get_full_path(),
        "login": f"{reverse('account_login')}?{urlencode({'next': reverse('home')})}",
    }
    return render(request, "secretariat/sending_again.html", context, status=403)
