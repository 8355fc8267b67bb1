"""The exempt officials of the units under a plan."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from officials.models import User
from officials.selectors import units_for_secretary
from rounds.exempt_listing import exempt_in_plan
from rounds.models import Plan
from rounds.plan_selectors import units_under
from secretariat.views.plan_pages import for_reader

PER_PAGE = 50


@require_safe
@for_reader
def exempt_of_plan(request: HttpRequest, user: User, plan: Plan) -> HttpResponse:
    """List who is not voted on, and why, of those units under the plan that the user keeps."""
    units = units_under(plan).filter(pk__in=units_for_secretary(user=user).values("pk"))
    page = Paginator(exempt_in_plan(plan, units), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "secretariat/plan_exempt.html", {"plan": plan, "page": page})
