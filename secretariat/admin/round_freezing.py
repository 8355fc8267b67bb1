"""The page that freezes a round, or asks a second person to."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from approvals import services as approvals
from approvals.selectors import waiting_about
from common.refusals import Refusal
from rounds import preflight
from rounds.models import Round
from secretariat.admin.round_page import page_of, to_round
from secretariat.admin_base import account_of
from secretariat.asked import sentence, takes_two
from secretariat.forms import UnannouncedForm
from secretariat.reasons import reason_given


def page(request: HttpRequest, round_: Round, context: dict[str, Any]) -> HttpResponse:
    """Show what freezing fixes; POST freezes, or asks a second person to."""
    form = UnannouncedForm(request.POST if request.method == "POST" else None) if round_.is_draft else None
    if request.method == "POST" and (form is None or form.is_valid()) and _freeze(request, round_):
        return to_round(round_)
    if not round_.is_editable:
        return to_round(round_)
    context |= {
        **page_of(round_),
        "missing": preflight.before_freezing(round_),
        "form": form,
        "title": _("Freeze the round"),
        "asked": waiting_about(round_),
        "needs_second": takes_two("round.freeze", round_, account_of(request)),
    }
    return TemplateResponse(request, "admin/rounds/round/freeze.html", context)


def _freeze(request: HttpRequest, round_: Round) -> bool:
    try:
        reason = reason_given(request).strip()
        asked = approvals.take(
            act="round.freeze",
            rows=[round_],
            actor=account_of(request),
            values={"reason": reason} if reason else {},
            reason=reason,
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return False
    done = _("The round is frozen. Now the counting team locks the box.")
    messages.success(request, sentence(asked, done))
    return True
