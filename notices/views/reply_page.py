"""The page on which an invited person answers with one press, without logging in."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from notices.errors import NoticeRefused
from notices.forms import Coming, ReplyForm, form_for
from notices.models import Notice
from notices.selectors import invited, reply_to
from notices.services import replying


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the meeting and the answers; only a POST writes one, since mail scanners open addresses too."""
    try:
        notice = invited(key=key)
    except Notice.DoesNotExist:
        raise Http404 from None
    if request.method != "POST":
        return _page(request, notice)
    form = form_for(request.POST.get("coming", ""), request.POST)
    if not form.is_valid():
        return _page(request, notice, form)
    try:
        replying.answer(key=key, **form.cleaned_data)
    except NoticeRefused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, notice, form)
    messages.success(request, _("Your answer is recorded. You can change it until the vote opens."))
    return redirect("notices:reply", key=key)


def _page(request: HttpRequest, notice: Notice, filled: ReplyForm | None = None) -> HttpResponse:
    forms = {coming: form_for(coming) for coming in (Coming.NO, Coming.ASKS)}
    if filled is not None and (given := filled.data.get("coming")) in forms:
        forms[Coming(given)] = filled
    context = {
        "notice": notice,
        "round": notice.round,
        "reply": reply_to(notice),
        "form": filled,
        "no": forms[Coming.NO],
        "asks": forms[Coming.ASKS],
    }
    return render(request, "notices/reply.html", context, status=400 if filled is not None else 200)
