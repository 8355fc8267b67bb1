"""Pages of the roles in units: the secretary's units, one unit, and the yearly review of its roles."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Refusal
from officials import services
from officials.models import Unit, UnitRole, User
from officials.selectors import keeps_rules, roles_for_secretary, units_for_secretary
from secretariat.admin_base import secretary_of
from secretariat.listing.plain_lists import exports
from secretariat.rights_page import rights_page, units_page


@require_safe
@never_cache
@login_required
def rights(request: HttpRequest) -> HttpResponse:
    """List the secretary's units with their numbers of roles."""
    user = secretary_of(request)
    context = {
        "page": units_page(user, request.GET.get("page")),
        "keeps_log": keeps_rules(user),
        "exports": exports("secretariat:rights_export"),
    }
    return render(request, "secretariat/rights.html", context)


@require_safe
@never_cache
@login_required
def rights_of_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the roles in a unit with their dates."""
    unit, user = _unit(request, pk)
    return render(request, "secretariat/rights_of_unit.html", {"rights": rights_page(unit, user)})


@require_POST
@login_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm that a role of this unit is still needed, or take it."""
    unit, user = _unit(request, pk)
    try:
        role = roles_for_secretary(user=user).get(unit=unit, pk=request.POST.get("role", ""))
    except (UnitRole.DoesNotExist, ValueError):
        raise Http404 from None
    try:
        if request.POST.get("answer") == "keep":
            services.keep_role(role=role, actor=user)
            messages.success(request, _("The role is confirmed for a year."))
        elif request.POST.get("answer") == "take":
            services.revoke_role(role=role, actor=user)
            messages.success(request, _("The role is taken; the person is told."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("secretariat:rights_of_unit", pk=unit.pk)


def _unit(request: HttpRequest, pk: int) -> tuple[Unit, User]:
    if not isinstance(request.user, User):
        raise Http404
    try:
        return units_for_secretary(user=request.user).get(pk=pk), request.user
    except Unit.DoesNotExist:
        raise Http404 from None
