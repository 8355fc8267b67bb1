"""The page on which accounts of many officials are made or linked at once."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.numbers import whole_number
from common.refusals import Refusal
from officials.labels import named, present_posts
from officials.models import Official, User
from officials.records import officials_without_account
from results.services.official_accounts import AccountsFound, found_for, link_account, make_account
from secretariat.admin_base import account_of

PER_PAGE = 25
NOTHING, NEW = "", "new"
TEMPLATE = "admin/officials/official/accounts.html"


class AccountChoice(forms.Form):
    """What happens for one official: nothing, a new account, or one of the accounts that were found."""

    choice = forms.ChoiceField(required=False)
    email = forms.EmailField(required=False)

    def __init__(self, data: Any, *, official: Official, found: AccountsFound) -> None:
        super().__init__(data, prefix=str(official.pk))
        self.official = official
        accounts = {account.pk: account for account in (found.sure, *found.similar) if account}
        self.accounts: dict[str, User] = {str(pk): account for pk, account in accounts.items()}
        links = [(key, _link(account, found)) for key, account in self.accounts.items()]
        choice: Any = self.fields["choice"]
        choice.choices = [(NEW, _("make a new account")), *links, (NOTHING, _("leave for now"))]
        choice.label, choice.initial = _("Account"), NEW
        self.name = named(official)
        self.posts = present_posts(official)
        if found.sure:
            choice.initial = str(found.sure.pk)
        elif accounts:
            choice.initial = NOTHING
        self.fields["email"].label = _("E-mail address of a new account")

    def carry_out(self, actor: User) -> bool:
        """Make or link the account; return whether anything was done."""
        choice = self.cleaned_data["choice"]
        if choice == NOTHING:
            return False
        if choice == NEW:
            make_account(official=self.official, email=self.cleaned_data["email"], actor=actor)
        else:
            link_account(official=self.official, account=self.accounts[choice], actor=actor)
        return True


def _link(account: User, found: AccountsFound) -> str:
    why = _("same staff code") if account == found.sure else _("same name")
    place = account.unit.name if account.unit else account.email
    said = _("link %(name)s · %(login)s (%(why)s)") % {
        "name": account.full_name,
        "login": account.username,
        "why": why,
    }
    return f"{said}, {place}" if place else said


def page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Show a page of officials without an account; POST does what is chosen for each of them."""
    user = account_of(request)
    waiting = Paginator(officials_without_account(user=user), PER_PAGE)
    shown = waiting.get_page(request.GET.get("page"))
    officials = list(shown)
    if request.method == "POST":
        texts = request.POST.getlist("official")
        named = [pk for text in texts if (pk := whole_number(text)) is not None]
        officials = list(officials_without_account(user=user).filter(pk__in=named[:PER_PAGE]))
    found = found_for(officials, user=user)
    data = request.POST if request.method == "POST" else None
    rows = [AccountChoice(data, official=official, found=found[official.pk]) for official in officials]
    if request.method == "POST" and _carried_out(request, rows, user):
        return HttpResponseRedirect(request.get_full_path())
    context |= {"title": _("Officials without an account"), "rows": rows, "page": shown}
    status = 400 if any(row.errors for row in rows) else 200
    return TemplateResponse(request, TEMPLATE, context, status=status)


def _carried_out(request: HttpRequest, rows: list[AccountChoice], user: User) -> bool:
    """Carry out the valid rows; return whether none was refused."""
    done = 0
    for row in rows:
        if not row.is_valid():
            continue
        try:
            done += row.carry_out(user)
        except Refusal as refusal:
            row.add_error("choice", str(refusal))
    if done:
        text = ngettext("%d account was made or linked.", "%d accounts were made or linked.", done) % done
        messages.success(request, capfirst(text))
    return not any(row.errors for row in rows)
