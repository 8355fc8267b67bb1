"""Pages of requests for a second person: the list, what one changes, and the answer to it."""

import uuid
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from approvals import selectors, services
from approvals.models import ApprovalRequest
from common.refusals import Refusal
from officials.models import User
from secretariat.admin_base import secretary_of
from secretariat.asked import PER_PAGE, request_list, request_page
from secretariat.forms import RefusalForm
from secretariat.listing.plain_lists import exports
from secretariat.models import Work
from secretariat.work import selectors as work_selectors
from secretariat.work import services as works

Answer = Callable[[HttpRequest, User, ApprovalRequest], HttpResponse]


def for_involved(view: Answer) -> Callable[[HttpRequest, uuid.UUID], HttpResponse]:
    """Pass user and request to the view; answer 404 to people who neither asked nor may decide."""

    @never_cache
    @login_required
    @wraps(view)
    def answer(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        if not isinstance(request.user, User):
            raise Http404
        try:
            asked = selectors.request_for(user=request.user, pk=pk)
        except ApprovalRequest.DoesNotExist:
            raise Http404 from None
        return view(request, request.user, asked)

    return answer


@require_safe
@never_cache
@login_required
def approvals(request: HttpRequest) -> HttpResponse:
    """List the requests that wait for this person, and all others that the person may see."""
    user = secretary_of(request)
    context = {
        "waiting": selectors.waiting_for(user=user)[:PER_PAGE],
        "works": work_selectors.under_way(user=user),
        "page": request_list(user, request.GET.get("page")),
        "exports": exports("secretariat:approvals_export"),
    }
    return render(request, "secretariat/approvals.html", context)


@require_safe
@for_involved
def approval(request: HttpRequest, user: User, asked: ApprovalRequest) -> HttpResponse:
    """Show what a request changes, with the answers that the user may give."""
    return _page(request, user, asked)


@require_POST
@for_involved
def approval_confirm(request: HttpRequest, user: User, asked: ApprovalRequest) -> HttpResponse:
    """Confirm as the second person: the act is done, on many objects by a worker."""
    if works.is_long(len(asked.shown)) and asked.is_waiting:
        values = {"request": str(asked.pk), "act": asked.act}
        work = works.ask(kind=Work.Kind.CONFIRM, user=user, values=values, total=len(asked.shown))
        return redirect("secretariat:work", pk=work.pk)
    try:
        services.confirm(request_id=asked.pk, actor=user)
    except Refusal as refusal:
        return _refused(request, user, asked, refusal)
    return _done(request, _("You have confirmed it; it is done."))


@require_POST
@for_involved
def approval_refuse(request: HttpRequest, user: User, asked: ApprovalRequest) -> HttpResponse:
    """Refuse as the second person, with a reason."""
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return _page(request, user, asked, form=form, status=400)
    try:
        services.refuse(request_id=asked.pk, actor=user, answer=form.cleaned_data["answer"])
    except Refusal as refusal:
        return _refused(request, user, asked, refusal)
    return _done(request, _("You have refused it; nothing was changed."))


@require_POST
@for_involved
def approval_withdraw(request: HttpRequest, user: User, asked: ApprovalRequest) -> HttpResponse:
    """Withdraw one's own request."""
    try:
        services.withdraw(request_id=asked.pk, actor=user)
    except Refusal as refusal:
        return _refused(request, user, asked, refusal)
    return _done(request, _("The request is withdrawn; nothing was changed."))


def _done(request: HttpRequest, text: str) -> HttpResponse:
    messages.success(request, text)
    return redirect("secretariat:approvals")


def _refused(request: HttpRequest, user: User, asked: ApprovalRequest, refusal: Refusal) -> HttpResponse:
    asked.refresh_from_db()
    return _page(request, user, asked, refusal=refusal, status=409)


def _page(
    request: HttpRequest,
    user: User,
    asked: ApprovalRequest,
    *,
    form: RefusalForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "asked": request_page(asked, user),
        "form": form or RefusalForm(),
        "refusal": refusal,
        "missing": getattr(refusal, "missing", []),
    }
    return render(request, "secretariat/approval.html", context, status=status)
