"""The login with a card, which leads to the choice of a password of one's own."""

from allauth.account.utils import get_next_redirect_url
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from officials.accounts import first_login
from officials.models import User
from rounds.forms import CardLoginForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def card_login(request: HttpRequest) -> HttpResponse:
    """Ask user name, code and fact; with all three the person chooses how to log in from then on."""
    form = CardLoginForm(request.POST or None, request=request)
    after = get_next_redirect_url(request) or ""
    if form.is_valid() and isinstance(form.user, User):
        return first_login.begin(request, form.user, method="login_card", after=after)
    return render(request, "rounds/card_login.html", {"form": form, "next": after})
