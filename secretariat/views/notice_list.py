"""The list of all notices of a secretary's units, one notice, and the mail server."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.acts import words_of
from audit.selectors import history
from common.answers import file_to_keep
from notices import selectors, servers, values
from notices.errors import NoticeRefused
from notices.health import mail_health
from notices.models import MailServer, Notice
from notices.services import clerks, throttle, trial
from officials.models import User
from officials.selectors import keeps_rules
from rounds.accounts import accounts_to_change
from rounds.models import Round
from rounds.selectors import rounds_for_secretary
from secretariat.admin_base import secretary_of, words_sought
from secretariat.listing.pages import query_of
from secretariat.listing.plain_lists import exports
from secretariat.notice_forms import AddressForm, StopForm
from secretariat.notice_sheet import NOTICE, notice_as_pdf

PER_PAGE = 25
GROUPS = {
    "not-reached": (gettext_lazy("Not reached"), selectors.not_reached),
    "under-way": (gettext_lazy("Under way"), selectors.under_way),
    "reached": (gettext_lazy("Reached"), selectors.reached),
}


@never_cache
@login_required
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """List the notices, the newest first; `state` names a group, `q` a person, `round` a meeting."""
    return _list(request, secretary_of(request))


def _list(request: HttpRequest, user: User, stop: StopForm | None = None, status: int = 200) -> HttpResponse:
    group, text = request.GET.get("state", ""), words_sought(request)
    server, meeting = selectors.mail_server(servers.name()), _meeting(request, user)
    rows = _found(request, user, meeting)
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "groups": [(name, label) for name, (label, _rows) in GROUPS.items()],
        "group": group,
        "text": text,
        "meeting": meeting,
        # What follows `state=` in the links to the other pages of the list.
        "narrowed": f"{group}&round={meeting.pk}" if meeting else group,
        "health": mail_health(),
        "server": server,
        "is_untested": _is_untested(server),
        "may_stop": keeps_rules(user),
        "stop": stop or StopForm(),
        "exports": exports("secretariat:notices_export"),
        "list_query": query_of(request),
    }
    return render(request, "secretariat/notice_list.html", context, status=status)


def notices_found(request: HttpRequest, user: User) -> QuerySet[Notice]:
    """Return the secretary's notices that fit the query of the address, the newest first."""
    return _found(request, user, _meeting(request, user))


def _found(request: HttpRequest, user: User, meeting: Round | None) -> QuerySet[Notice]:
    rows = selectors.of_person(selectors.notices_for_secretary(user=user), words_sought(request))
    if meeting:
        rows = rows.filter(round=meeting)
    group = request.GET.get("state", "")
    return GROUPS[group][1](rows) if group in GROUPS else rows


def _meeting(request: HttpRequest, user: User) -> Round | None:
    """Return the secretary's meeting to which the list is limited; None for all of them."""
    try:
        return rounds_for_secretary(user=user).get(pk=uuid.UUID(request.GET.get("round", "")))
    except (ValueError, Round.DoesNotExist):
        return None


def _is_untested(server: MailServer | None) -> bool:
    """Return whether no test mail was accepted with the settings of today."""
    return server is not None and server.tested != servers.fingerprint()


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a notice and its history; POST sends it again, or records what was done by hand."""
    user = secretary_of(request)
    row = _own(user, pk)
    form = AddressForm(request.POST if request.method == "POST" else None, initial={"address": row.address})
    if request.method == "POST":
        done = _act(request, user, row, form)
        if done:
            messages.success(request, done)
            return redirect("secretariat:notice", pk=pk)
    entries = [(entry, words_of(entry.act)) for entry in history(row)[:PER_PAGE]]
    context = {
        "notice": row,
        "body": values.for_others(row),
        "form": form,
        "entries": entries,
        "may_change_account": accounts_to_change(user=user).filter(pk=row.user_id).exists(),
        "may_withdraw": row.state in selectors.UNSENT,
        "may_print": selectors.may_print(row),
        "is_invitation": row.kind in selectors.ASKING and selectors.is_on_roll(row),
    }
    return render(
        request, "secretariat/notice.html", context, status=400 if request.method == "POST" else 200
    )


@require_POST
@never_cache
@login_required
def print_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with one notice as PDF, and record it as printed; go back to its page if mail reached the person meanwhile."""
    user = secretary_of(request)
    row = _own(user, pk)
    if not selectors.may_print(row):
        messages.error(request, _("This notice is not for printing: see its state below."))
        return redirect("secretariat:notice", pk=pk)
    answer = file_to_keep(notice_as_pdf(row), NOTICE)
    clerks.mark_printed(notices=[row.pk], actor=user)
    return answer


def _own(user: User, pk: int) -> Notice:
    try:
        return selectors.notice_for_secretary(user=user, pk=pk)
    except Notice.DoesNotExist:
        raise Http404 from None


def _act(request: HttpRequest, user: User, row: Notice, form: AddressForm) -> str:
    """Take the action that was pressed and return what was done; "" with the reason in the form if not."""
    action = request.POST.get("action", "")
    if not form.is_valid():
        return ""
    try:
        if action == "resend":
            clerks.resend(notice_id=row.pk, actor=user, address=form.cleaned_data["address"])
            return _("The notice is sent again.")
        if action == "hand":
            clerks.hand_over(notice_id=row.pk, actor=user)
            return _("Recorded as handed over.")
        if action == "withdraw":
            clerks.withdraw(notice_id=row.pk, actor=user)
            return _("The notice is withdrawn.")
    except NoticeRefused as refusal:
        form.add_error(None, str(refusal))
        return ""
    form.add_error(None, _("This page does not know that action."))
    return ""


@require_POST
@login_required
def mail_server(request: HttpRequest) -> HttpResponse:
    """Stop or resume all notices, or send a test mail to oneself."""
    user = secretary_of(request)
    action, form = request.POST.get("action", ""), StopForm(request.POST)
    try:
        if action == "test":
            trial.ask_for_trial(actor=user)
            messages.success(request, _("A test mail is on its way to your address."))
        elif not keeps_rules(user):
            raise Http404
        elif action == "go_on":
            throttle.go_on(actor=user)
        elif form.is_valid():
            throttle.stop(actor=user, reason=form.cleaned_data["reason"])
        else:
            return _list(request, user, form, status=400)
    except NoticeRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("secretariat:notice_list")
