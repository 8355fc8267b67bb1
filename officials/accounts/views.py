"""The page of the user's own account, and the first login."""

from typing import cast

from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from officials.accounts import first_login as first
from officials.accounts.devices import name_of
from officials.accounts.forms import EndLoginsForm, LanguageForm, SetPasswordForm
from officials.accounts.own_logins import MOST_SHOWN, end_logins, logins_of
from officials.accounts.second_factor import has_second_factor
from officials.accounts.selectors import has_passkey, valid_link
from officials.accounts.services import choose_language, link_hash
from officials.models import User

LINK = "login_link"  # in the session: the hash of the link that was opened


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def account_home(request: HttpRequest) -> HttpResponse:
    """Show name, address, password, second factor, passkeys and logins; POST saves the language of mails."""
    user = cast(User, request.user)
    form = LanguageForm(request.POST if request.method == "POST" else None, instance=user)
    if form.is_valid():
        choose_language(user=user, language=form.cleaned_data["language"])
        messages.success(request, _("Mails to you are in this language from now on."))
        return redirect("account_home")
    shown = {"form": form, "has_second_factor": has_second_factor(user), "has_passkey": has_passkey(user)}
    return render(request, "account/home.html", shown, status=400 if form.errors else 200)


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
    after = get_next_redirect_url(request) or ""
    after = after if "/" in after else "/"
    leave = HttpResponseRedirect(after)  # `redirect` would look for a page of that name
    if not first.must_choose(request) or not isinstance(request.user, User):
        return leave
    form = SetPasswordForm(data=request.POST or None, user=request.user)
    if form.is_valid():
        first.settle(request, request.user, form.cleaned_data["password1"])
        return leave
    return render(request, "account/first_choice.html", {"form": form, "next": after})
