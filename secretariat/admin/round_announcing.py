"""The page that announces a meeting, or asks a second person to."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from approvals import services as approvals
from approvals.selectors import waiting_about
from common.refusals import Refusal
from rounds.models import Round
from secretariat.admin.round_page import page_of, to_round
from secretariat.admin_base import account_of
from secretariat.asked import sentence, takes_two


def page(request: HttpRequest, round_: Round, context: dict[str, Any]) -> HttpResponse:
    """Show what people will see; POST announces the meeting, or asks a second person to."""
    if request.method == "POST" and _announce(request, round_):
        return to_round(round_)
    if not round_.is_draft:
        return to_round(round_)
    context |= {
        **page_of(round_),
        "title": _("Announce the meeting"),
        "asked": waiting_about(round_),
        "needs_second": takes_two("round.announce", round_, account_of(request)),
    }
    return TemplateResponse(request, "admin/rounds/round/announce.html", context)


def _announce(request: HttpRequest, round_: Round) -> bool:
    try:
        asked = approvals.take(act="round.announce", rows=[round_], actor=account_of(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return False
    done = _(
        "The meeting is announced. Everybody on the roll is told and can read the list and the dossiers."
    )
    messages.success(request, sentence(asked, done))
    return True
