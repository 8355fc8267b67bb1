"""Answers of the people on the roll to their invitations, and answers by telephone."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from notices import selectors
from notices.errors import NoticeRefused
from notices.services import replying
from officials.models import User
from rounds.models import Round
from secretariat.admin_base import words_sought
from secretariat.notice_forms import RecordForm
from secretariat.views.desk import for_secretary

PER_PAGE = 25
SILENT = "silent"


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretary
def meeting_replies(request: HttpRequest, user: User, round_: Round) -> HttpResponse:
    """List the roll with the answers; with `person` the secretary records what this person said on the telephone."""
    person = _person(request, round_)
    form = RecordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and person is None:
        return _page(request, round_, None, form, status=400)
    if person and form.is_valid():
        try:
            replying.record(round_id=round_.pk, person=person, actor=user, **form.cleaned_data)
        except NoticeRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The answer of %(name)s is recorded.") % {"name": person})
            return redirect(f"{reverse('secretariat:meeting_replies', args=[round_.pk])}?{_here(request)}")
    return _page(request, round_, person, form, status=400 if form.errors else 200)


def _person(request: HttpRequest, round_: Round) -> User | None:
    """Return the person of the roll whose answer is recorded; 404 for anybody else."""
    asked = request.GET.get("person", "")
    if not asked:
        return None
    found = selectors.person_on_roll(round_, asked)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, round_: Round, person: User | None, form: RecordForm, *, status: int
) -> HttpResponse:
    text, silent = words_sought(request), request.GET.get("state") == SILENT
    rows = selectors.people_with_replies(round_, text=text, silent=silent)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    selectors.attach_replies(round_, page.object_list)
    context = {
        "round": round_,
        "person": person,
        "form": form,
        "page": page,
        "text": text,
        "silent": silent,
        "here": _here(request),
        "may_record": round_.is_before and not round_.is_void,
    }
    return render(request, "secretariat/meeting_replies.html", context, status=status)


def _here(request: HttpRequest) -> str:
    """Return the filter of the list, so that it is still there after an answer is recorded."""
    kept = {"q": words_sought(request), "state": request.GET.get("state"), "page": request.GET.get("page")}
    return urlencode({name: value for name, value in kept.items() if value})
