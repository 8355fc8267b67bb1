"""The login with a card, and the page on which its owner says that somebody else used it."""

from allauth.account.utils import get_next_redirect_url
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from officials.accounts import first_login
from officials.models import User
from rounds.forms import CardLoginForm
from rounds.login_cards import used_card_of, used_cards
from rounds.models import LoginCard
from rounds.services.card_use import METHOD, report_used

USED = "used_card"  # in the session: the number of a used card whose code and fact were entered here


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def card_login(request: HttpRequest) -> HttpResponse:
    """Ask user name, code and fact; with all three the person chooses how to log in from then on."""
    form = CardLoginForm(request.POST or None, request=request)
    after = get_next_redirect_url(request) or ""
    if form.is_valid() and isinstance(form.user, User):
        return first_login.begin(request, form.user, method=METHOD, after=after)
    if form.used:
        request.session[USED] = form.used.pk
        return redirect("card_used")
    return render(request, "rounds/card_login.html", {"form": form, "next": after})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def card_used(request: HttpRequest) -> HttpResponse:
    """Tell the owner on which day the card was used; POST says that it was somebody else."""
    card = _used(request)
    if card is None:
        return redirect("card_login")
    if request.method == "POST":
        report_used(user=card.user)
        request.session.flush()
        return render(request, "rounds/card_reported.html")
    return render(request, "rounds/card_used.html", {"card": card})


def _used(request: HttpRequest) -> LoginCard | None:
    """Return the card that was entered in this session, or that of the person who is logged in."""
    if USED in request.session:
        return used_cards().filter(pk=request.session[USED]).first()
    return used_card_of(request.user) if isinstance(request.user, User) else None
