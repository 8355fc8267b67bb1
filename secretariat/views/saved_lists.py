"""Lists outside the administration saved as files, with the one writer of all lists."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from approvals.selectors import requests_for
from common.sheets import SheetForm
from officials.models import User
from officials.selectors import roles_for_secretary
from secretariat.admin_base import secretary_of
from secretariat.listing.exporting import saved_as_file
from secretariat.listing.pages import MOST_ROWS, query_of, too_many
from secretariat.listing.plain_lists import PlainList, approvals_list, notices_list, rights_list
from secretariat.views.notice_list import notices_found


@require_POST
@never_cache
@login_required
def notices_export(request: HttpRequest, form: str) -> HttpResponse:
    """Save the notices that the page lists with this query."""
    user = secretary_of(request)
    found = notices_list(notices_found(request, user))
    return _saved(request, user, form, found, back="secretariat:notice_list")


@require_POST
@never_cache
@login_required
def approvals_export(request: HttpRequest, form: str) -> HttpResponse:
    """Save all requests that the person may see."""
    user = secretary_of(request)
    found = approvals_list(requests_for(user=user).order_by("-asked_at", "pk"))
    return _saved(request, user, form, found, back="secretariat:approvals")


@require_POST
@never_cache
@login_required
def rights_export(request: HttpRequest, form: str) -> HttpResponse:
    """Save the roles in the secretary's units that are in force."""
    user = secretary_of(request)
    roles = roles_for_secretary(user=user).in_force().order_by("unit__name", "unit", "user__sort_key", "pk")
    return _saved(request, user, form, rights_list(roles), back="secretariat:rights")


def _saved(request: HttpRequest, user: User, form: str, found: PlainList, *, back: str) -> HttpResponse:
    if form not in [*SheetForm]:
        raise Http404
    if found.rows.count() > MOST_ROWS:
        messages.error(request, too_many(MOST_ROWS))
        return redirect(back)
    return saved_as_file(
        user=user,
        form=SheetForm(form),
        name=found.name,
        headings=found.headings,
        rows=found.table(),
        query=query_of(request),
    )
