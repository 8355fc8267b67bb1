"""Page of the people who could read the dossiers of a round."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from officials.models import User
from rounds import accesses
from rounds.models import Round
from secretariat.views.desk import for_secretary

PER_PAGE = 100


@require_safe
@for_secretary
def access(request: HttpRequest, user: User, round_: Round) -> HttpResponse:
    """Show the voters with the time from which each could read the dossiers; who read what is unknown."""
    page = Paginator(accesses.accesses(round_), PER_PAGE).get_page(request.GET.get("page"))
    context = {"round": round_, "page": page, "papers": accesses.papers_of_round(round_)}
    return render(request, "secretariat/access.html", context)
