"""The page of the user's own account."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from officials.accounts.second_factor import has_second_factor


@require_safe
@login_required
def account_home(request: HttpRequest) -> HttpResponse:
    """Show name, address, password and second factor, each with a link to change it."""
    return render(request, "account/home.html", {"has_second_factor": has_second_factor(request.user)})
