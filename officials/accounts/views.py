"""The page of the user's own account, and the first login."""

from typing import cast

from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from officials.accounts import first_login as first
from officials.accounts.devices import name_of
from officials.accounts.forms import EndLoginsForm, SetPasswordForm
from officials.accounts.own_logins import MOST_SHOWN, end_logins, logins_of
from officials.accounts.second_factor import has_second_factor
from officials.accounts.selectors import has_passkey, valid_link
from officials.accounts.services import link_hash
from officials.models import User

LINK = "login_link"  # in the session: the hash of the link that was opened


@require_safe
@login_required
def account_home(request: HttpRequest) -> HttpResponse:
    """Show name, address, password, second factor, passkeys and logins, each with a link to change it."""
    user = cast(User, request.user)
    shown = {"has_second_factor": has_second_factor(user), "has_passkey": has_passkey(user)}
    return render(request, "account/home.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def account_logins(request: HttpRequest) -> HttpResponse:
    """List the logins of the person on other devices; POST ends one or all of them."""
    user, current = cast(User, request.user), request.session.session_key
    if request.method == "POST":
        form = EndLoginsForm(request.POST)
        if form.is_valid():
            ended = end_logins(user=user, current=current, only=form.cleaned_data["end"])
            messages.success(request, _("Logged out on other devices: %(count)d.") % {"count": ended})
        return redirect("account_logins")
    others = logins_of(user=user, current=current)[:MOST_SHOWN]
    return render(request, "account/logins.html", {"logins": others, "here": name_of(request)})


@require_safe
@never_cache
def first_link(request: HttpRequest, token: str) -> HttpResponse:
    """Store the link in the session and redirect, so that it is not in the address of a page."""
    request.session[LINK] = link_hash(token)
    return redirect("first_login")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def first_login(request: HttpRequest) -> HttpResponse:
    """Show the person of the link; POST logs in. GET does not use up the link, since programs open links in mails."""
    link = valid_link(request.session.get(LINK, ""))
    if link is None:
        return render(request, "account/first_link_gone.html", status=404)
    if request.method == "POST":
        return first.begin(request, link.user, method="login_link")
    return render(request, "account/first_login.html", {"account": link.user})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def first_choice(request: HttpRequest) -> HttpResponse:
    """Let a person who came by a link or a card choose a password, or add a passkey."""
    after = get_next_redirect_url(request) or "/"
    if not first.must_choose(request) or not isinstance(request.user, User):
        return redirect(after)
    form = SetPasswordForm(data=request.POST or None, user=request.user)
    if form.is_valid():
        first.settle(request, request.user, form.cleaned_data["password1"])
        return redirect(after)
    return render(request, "account/first_choice.html", {"form": form, "next": after})
