"""Lists of the people of a meeting, printed as PDF."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from documents.files import plain
from officials.models import User
from rounds import accesses
from rounds.models import Round
from rounds.selectors import roll
from secretariat.access_sheet import TITLE, access_as_pdf
from secretariat.paper_lists import NAMES, paper_list
from secretariat.printing import printed
from secretariat.views.desk import for_secretary

ACCESS = "access"
TITLES = {**NAMES, ACCESS: TITLE}


@require_POST
@for_secretary
def print_list(request: HttpRequest, user: User, round_: Round) -> HttpResponse:
    """Answer with the list that `list` names as PDF, and note in the log who printed it."""
    kind = request.POST.get("list", "")
    if kind not in TITLES:
        raise BadRequest
    made: Callable[[Round], bytes] = _access if kind == ACCESS else lambda one: _of_roll(kind, one)
    title = TITLES[kind]
    return printed(made(round_), f"{plain(title)}.pdf", title=title, subject=round_, user=user)


def _of_roll(kind: str, round_: Round) -> bytes:
    return paper_list(kind, round_, roll(round_).select_related("user__unit"))


def _access(round_: Round) -> bytes:
    return access_as_pdf(round_, list(accesses.accesses(round_)), accesses.papers_of_round(round_))
