"""Pages of one official: make one record of two, move to another unit, make or link the account."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.selectors import needs_second, waiting_about
from approvals.services import take
from common.refusals import Refusal
from officials import records, selectors
from officials.labels import label_of
from officials.models import Official, Unit, User
from officials.names import plain_text
from results.services.official_accounts import found_for, link_account, make_account
from rounds.accounts import accounts_to_list
from rounds.approving_people import unit_of
from rounds.places import decisions_about, units_held
from rounds.scans import posts_with_scan
from rounds.services.moving_people import Move, move_official
from secretariat.admin_base import CHOOSE, account_of
from secretariat.asked import sentence
from secretariat.fields import DayField, RowSelect
from secretariat.official_field import OfficialField, suggestion
from secretariat.people_field import PersonField
from secretariat.sought_fields import RowField

FOLDER = "admin/officials/official"
MERGE = "official.merge"
NAMESAKES = 10  # records of the same name that the page of merging lists


def change_url(official: Official) -> str:
    return reverse("admin:officials_official_change", args=[official.pk])


def about(user: User, official: Official) -> dict[str, Any]:
    """Return what the page of an official shows beside the form; `is_own` is whether nobody else has the record."""
    elsewhere = [] if user.is_superuser else list(records.posts_elsewhere(user=user, official=official))
    is_own = not records.holds_posts_elsewhere(user=user, official=official)
    others = records.officials_to_merge(user=user)
    return {
        "elsewhere": elsewhere,
        "is_own": is_own,
        "decisions": decisions_about(official),
        "asked": waiting_about(official),
        "scans": posts_with_scan(user=user, official=official),
        "merged": records.merged_into(official),
        "namesakes": 0 if not is_own else records.namesakes_among(others, official).count(),
    }


class MergeForm(forms.Form):
    """The record that is merged into this one, and why they are one person."""

    other = OfficialField(queryset=Official.objects.none(), label=gettext_lazy("the other record"))
    reason = forms.CharField(
        label=gettext_lazy("Why these are one person"),
        max_length=300,
        validators=[plain_text],
        error_messages={"required": gettext_lazy("Say why these are records of one person.")},
    )

    def __init__(self, data: Any, *, user: User, official: Official) -> None:
        super().__init__(data)
        others = records.officials_to_merge(user=user).exclude(pk=official.pk)
        self.fields["other"].queryset = others  # type: ignore[attr-defined]
        self.namesakes = list(records.namesakes_among(others, official)[:NAMESAKES])
        if len(self.namesakes) == 1:
            self.fields["other"].initial = suggestion(self.namesakes[0])


class MoveForm(forms.Form):
    """The unit that is left, the new post, and the day on which it begins."""

    source = forms.ModelChoiceField(
        label=gettext_lazy("Leaves"), queryset=Unit.objects.none(), widget=RowSelect, empty_label=None
    )
    target = RowField(label=gettext_lazy("New unit"), queryset=Unit.objects.none(), empty_label=CHOOSE)
    title = forms.CharField(label=gettext_lazy("New post"), max_length=200, validators=[plain_text])
    day = DayField(label=gettext_lazy("From"), initial=timezone.localdate)
    evidence = forms.CharField(
        label=gettext_lazy("Document with number and date"),
        max_length=250,
        required=False,
        validators=[plain_text],
    )

    def __init__(self, data: Any, *, user: User, official: Official) -> None:
        super().__init__(data)
        mine = selectors.units_for_secretary(user=user)
        held = mine.filter(pk__in=units_held(official))
        self.fields["source"].queryset = held  # type: ignore[attr-defined]
        self.fields["target"].queryset = mine.select_related("parent")  # type: ignore[attr-defined]


class LinkForm(forms.Form):
    """The account that is the official's."""

    account = PersonField(queryset=User.objects.none(), label=gettext_lazy("account"))

    def __init__(self, data: Any, *, user: User, official: Official) -> None:
        super().__init__(data)
        free = accounts_to_list(user=user).filter(official=None)
        self.fields["account"].queryset = free  # type: ignore[attr-defined]


class MakeForm(forms.Form):
    """What the record of the official does not hold."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        help_text=gettext_lazy(
            "Empty: the person logs in with a login card. Name and staff code are taken over."
        ),
    )

    def __init__(self, data: Any, *, user: User, official: Official) -> None:
        super().__init__(data)


def merge(request: HttpRequest, official: Official, context: dict[str, Any]) -> HttpResponse:
    """Show what is merged; POST merges."""
    user = account_of(request)
    form = MergeForm(request.POST if request.method == "POST" else None, user=user, official=official)

    def carry_out() -> str:
        other, reason = form.cleaned_data["other"], form.cleaned_data["reason"]
        values = {"other": other.pk, "reason": reason}
        request = take(act=MERGE, rows=[official], actor=user, values=values, reason=reason)
        return sentence(request, _("The two records are one now: %(name)s.") % {"name": label_of(official)})

    context |= {
        "title": _("Merge with another record"),
        "own": label_of(official),
        "namesakes": [suggestion(one) for one in form.namesakes],
        "asked": waiting_about(official),
        "needs_second": _needs_second(user, official),
    }
    return _page(request, official, form, carry_out, context, "merge")


def _needs_second(user: User, official: Official) -> bool:
    unit = unit_of(official, official)
    return unit is not None and needs_second(user=user, units=[unit])


def move(request: HttpRequest, official: Official, context: dict[str, Any]) -> HttpResponse:
    """Show posts and memberships that end; POST moves the official."""
    user = account_of(request)
    form = MoveForm(request.POST if request.method == "POST" else None, user=user, official=official)

    def carry_out() -> str:
        values = form.cleaned_data
        post = move_official(move=Move(official=official, **values), actor=user)
        return _("%(name)s holds the post “%(post)s” now.") % {"name": official, "post": post}

    return _page(request, official, form, carry_out, context | {"title": _("Move to another unit")}, "move")


def account(request: HttpRequest, official: Official, context: dict[str, Any]) -> HttpResponse:
    """Show accounts that may be the official's; POST `act` links one, or makes one."""
    user, act = account_of(request), request.POST.get("act", "")
    link = LinkForm(request.POST if act == "link" else None, user=user, official=official)
    make = MakeForm(request.POST if act == "make" else None, user=user, official=official)
    form: forms.Form = link if act == "link" else make

    def carry_out() -> str:
        if act == "link":
            link_account(official=official, account=link.cleaned_data["account"], actor=user)
            return _("The account is linked.")
        made = make_account(official=official, email=make.cleaned_data["email"], actor=user)
        return _("The account was made; the user name is %(login)s.") % {"login": made.username}

    found = found_for([official], user=user)[official.pk]
    context |= {"title": _("Account of the official"), "link": link, "make": make, "found": found}
    return _page(request, official, form, carry_out, context, "account")


def _page(
    request: HttpRequest,
    official: Official,
    form: forms.Form,
    carry_out: Callable[[], str],
    context: dict[str, Any],
    name: str,
) -> HttpResponse:
    """Answer a form of the official: carry out what is valid, show refusals with the form filled."""
    if request.method == "POST" and form.is_valid():
        try:
            said = carry_out()
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return HttpResponseRedirect(change_url(official))
    context |= {"original": official, "official": official, "form": form}
    status = 400 if form.errors else 200
    return TemplateResponse(request, f"{FOLDER}/{name}.html", context, status=status)
