"""Invitations to one meeting: who will come, a preview, sending, and printing; and that it is cancelled."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from common.answers import file_to_keep
from notices import selectors
from notices.errors import NoticeRefused
from notices.forecast import forecast_of
from notices.models import Notice
from notices.services import clerks, inviting
from notices.services.telling import preview
from officials.models import User
from rounds.models import Round
from secretariat.admin_base import words_sought
from secretariat.notice_forms import InviteForm, PrintForm
from secretariat.notice_sheet import INVITATIONS, NOTICE, notices_as_pdf
from secretariat.views.desk import for_secretary

SHOWN = 30  # replies with a reason or a question


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretary
def meeting_notices(request: HttpRequest, user: User, round_: Round) -> HttpResponse:
    """Show invitations and replies; POST invites everybody on the roll who has not been invited."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            number = inviting.invite(round_id=round_.pk, actor=user, language=form.cleaned_data["language"])
        except NoticeRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = ngettext("%d person is invited.", "%d people are invited.", number) % number
            messages.success(request, said)
            return redirect("secretariat:meeting_notices", pk=round_.pk)
    return _page(request, round_, form)


def _page(
    request: HttpRequest, round_: Round, form: InviteForm, printing: PrintForm | None = None
) -> HttpResponse:
    shown, why_not = _preview(request, round_)
    replies = selectors.replies_of(round_)
    context = {
        "round": round_,
        "form": form,
        "printing": printing or PrintForm(),
        "forecast": forecast_of(round_),
        "numbers": selectors.numbers_of(round_),
        "hours": settings.NOTICE_HOURS,
        "preview": shown,
        "why_not": why_not,
        "text": words_sought(request),
        "replies": replies[:SHOWN],
        "more": max(0, replies.count() - SHOWN),
    }
    wrong = form.errors or (printing and printing.errors)
    return render(request, "secretariat/meeting_notices.html", context, status=400 if wrong else 200)


def _preview(request: HttpRequest, round_: Round) -> tuple[Notice | None, str]:
    """Return what a person on the roll would be sent now, or why nobody can be invited."""
    try:
        language = request.GET.get("language", "")
        message = inviting.invitation_of(round_, language=language if language in ("vi", "en") else "")
        person = selectors.somebody_on_roll(round_, words_sought(request))
        return (preview(message, person) if person else None), ""
    except NoticeRefused as refusal:
        return None, str(refusal)


@require_POST
@for_secretary
def print_notices(request: HttpRequest, user: User, round_: Round) -> HttpResponse:
    """Answer with the invitations, or with the cancellations, as PDF; record those that mail did not reach as printed."""
    printing = PrintForm(request.POST)
    if printing.is_valid():
        asked = printing.cleaned_data
        rows = list(
            selectors.notices_to_print(
                user=user,
                round_=round_,
                everybody=asked["people"] == "all",
                by_unit=asked["order"] == "unit",
            )
        )
        if rows:
            name = NOTICE if round_.is_void else INVITATIONS
            answer = file_to_keep(notices_as_pdf(rows, asked["per_page"]), name)
            clerks.mark_printed(notices=[row.pk for row in rows], actor=user)
            return answer
        printing.add_error("people", _("There is nothing of this kind to print."))
    return _page(request, round_, InviteForm(), printing)
