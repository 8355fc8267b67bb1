"""The texts of notices that a campaign words itself."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from notices import kinds, placeholders
from notices.errors import TextRefused
from notices.kinds import NoticeKind, Wording
from notices.selectors import own_texts, wording_for
from notices.services.wording import save_text
from officials.models import User
from rounds.models import Campaign
from rounds.selectors import campaigns_for_secretary
from secretariat.notice_forms import LANGUAGES, NoticeTextForm


@dataclass(frozen=True, slots=True)
class TextRow:
    """A kind of notice, and the languages in which the campaign has a text of its own."""

    kind: NoticeKind
    own: frozenset[str]


@never_cache
@login_required
@require_safe
def notice_texts(request: HttpRequest, pk: int) -> HttpResponse:
    """List the kinds of notices with their texts in a campaign."""
    campaign = _campaign(request, pk)
    own = own_texts(campaign=campaign)
    rows = [
        TextRow(kind, frozenset(language for code, language in own if code == kind.code))
        for kind in kinds.every()
        if kind.has_round
    ]
    context = {"campaign": campaign, "rows": rows, "languages": LANGUAGES}
    return render(request, "secretariat/notice_texts.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notice_text(request: HttpRequest, pk: int, kind: str, language: str) -> HttpResponse:
    """Edit a text; a fault keeps what was typed and says what is wrong."""
    campaign = _campaign(request, pk)
    if kind not in dict(kinds.choices()) or not kinds.of(kind).has_round or language not in dict(LANGUAGES):
        raise Http404
    now = wording_for(campaign=campaign, kind=kind, language=language)
    form = NoticeTextForm(request.POST or None, initial={"subject": now.subject, "body": now.body})
    if request.method == "POST" and form.is_valid():
        body = form.cleaned_data["body"].replace("\r\n", "\n")
        wording = Wording(form.cleaned_data["subject"], body)
        try:
            save_text(campaign=campaign, kind=kind, language=language, wording=wording, actor=_user(request))
        except TextRefused as refusal:
            for part, sentence in refusal.faults:
                form.add_error(part, sentence)
        else:
            messages.success(request, _("The text is saved."))
            return redirect("secretariat:notice_texts", pk=pk)
    found = kinds.of(kind)
    context = {
        "campaign": campaign,
        "form": form,
        "kind": found,
        "language": dict(LANGUAGES)[language],
        "words": placeholders.words_of(found, language),
        "shipped": found.texts[language],
    }
    return render(request, "secretariat/notice_text.html", context, status=400 if form.errors else 200)


def _campaign(request: HttpRequest, pk: int) -> Campaign:
    try:
        return campaigns_for_secretary(user=_user(request)).get(pk=pk)
    except Campaign.DoesNotExist:
        raise Http404 from None


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user
