"""The page of a round before the meeting: dossiers, matters to clarify, answers."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from common.numbers import whole_number
from common.refusals import Refusal
from officials.models import Official, User
from rounds import matters
from rounds.clarifying_page import ClarifyingPage, clarifying_page
from rounds.dossier_forms import AnswerForm, AskForm, WithholdForm
from rounds.models import Matter
from rounds.services import clarifying
from rounds.views.dossiers import for_account
from rounds.views.typed_again import typed_again


@require_safe
@for_account
def matters_of_round(request: HttpRequest, user: User, pk: UUID) -> HttpResponse:
    """Show the officials of a round with their papers and what is to be clarified."""
    return _page(request, user, pk)


def _page(
    request: HttpRequest, user: User, pk: UUID, form: AskForm | None = None, status: int = 200
) -> HttpResponse:
    page = clarifying_page(user=user, pk=pk)
    form = form or AskForm(officials=_officials(page))
    context = {"page": page, "form": form, "withhold": WithholdForm(auto_id=False)}
    return render(request, "rounds/matters.html", context, status=status)


def _officials(page: ClarifyingPage) -> QuerySet[Official]:
    return matters.officials_on(shown.line for shown in page.lines)


@require_POST
@for_account
def ask(request: HttpRequest, user: User, pk: UUID) -> HttpResponse:
    """Take in a matter; the form is kept when it is refused."""
    page = clarifying_page(user=user, pk=pk)
    form = AskForm(request.POST, officials=_officials(page))
    if page.source and form.is_valid():
        try:
            clarifying.ask(
                round_id=pk,
                official=form.cleaned_data["official"],
                text=form.cleaned_data["text"],
                actor=user,
                source=page.source,
                is_entered=page.enters_late,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Sent. The official and the voters of this round read it without your name.")
            )
            return redirect("rounds:matters", pk=pk)
    return _page(request, user, pk, form, status=400)


@require_POST
@for_account
def answer(request: HttpRequest, user: User, pk: UUID) -> HttpResponse:
    """Answer a matter as the official, or as secretary for an official without an account."""
    matter, form = matters.matter_to_answer(user=user, pk=pk), AnswerForm(request.POST)

    def write(text: str) -> None:
        clarifying.answer(matter_id=matter.pk, text=text, actor=user)

    said = _("The answer is saved; the voters of the round read it.")
    shown = {"title": pgettext("matter", "Answer"), "button": _("Send the answer")}
    return _written(request, matter, form, write, said, **shown)


@require_POST
@for_account
def withhold(request: HttpRequest, user: User, pk: UUID) -> HttpResponse:
    """Withhold a matter with a reason, as secretary."""
    matter, form = matters.matter_to_withhold(user=user, pk=pk), WithholdForm(request.POST)

    def write(reason: str) -> None:
        clarifying.withhold(matter_id=matter.pk, reason=reason, actor=user)

    shown = {"title": _("Withhold"), "button": _("Withhold this matter")}
    return _written(request, matter, form, write, _("The matter is withheld."), **shown)


def _written(
    request: HttpRequest, matter: Matter, form: Form, write: Callable[..., None], said: str, **shown: str
) -> HttpResponse:
    """Write what the form says, say so and return; else show the page again with what was typed and the refusal."""
    back = _back(request, matter)
    if form.is_valid():
        try:
            write(**form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return redirect(back)
    return typed_again(request, form, **shown, quote=matter.text, back=back)


def _back(request: HttpRequest, matter: Matter) -> str:
    """Return the address of the dossier from which the form was sent, else of the official's own list or the round."""
    if (dossier := whole_number(request.POST.get("dossier", ""))) is not None:
        return reverse("rounds:dossier", args=[dossier])
    if matter.official.user_id == request.user.pk:
        return reverse("rounds:own_dossiers")
    return reverse("rounds:matters", args=[matter.round_id])
