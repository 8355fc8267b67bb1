"""The official's own pages: what is asked, the papers of a dossier, and one paper page by page."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from common.answers import uploaded_pdf
from common.refusals import Refusal
from officials.models import Dossier, DossierDocument, User
from rounds import filings, matters, paper_access
from rounds.dossier_forms import AnswerForm, ExplanationForm, PapersForm
from rounds.filing_page import FilingPage, filing_page
from rounds.papers import file_name
from rounds.services import filing
from rounds.views.typed_again import typed_again

Key = TypeVar("Key")
Answer = Callable[Concatenate[HttpRequest, User, ...], HttpResponse]


def for_account(view: Answer) -> Callable[..., HttpResponse]:
    """Pass the account to the view; answer 404 for what the account may not see."""

    @never_cache
    @login_required
    @wraps(view)
    def answer(request: HttpRequest, **named: object) -> HttpResponse:
        if not isinstance(request.user, User):
            raise Http404
        try:
            return view(request, request.user, **named)
        except ObjectDoesNotExist as error:
            raise Http404 from error

    return answer


@require_safe
@for_account
def own_dossiers(request: HttpRequest, user: User) -> HttpResponse:
    """List what the user, as an official, is asked to file, and what is to be clarified."""
    asked = [(matter, matters.last_day_of_answers(matter.round)) for matter in matters.own_matters(user=user)]
    context = {"tasks": filings.own_tasks(user=user), "matters": asked}
    return render(request, "rounds/own_dossiers.html", context)


@require_safe
@for_account
def dossier(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """Show the papers of a dossier, with a form for each kind of paper."""
    found = paper_access.dossier_to_file(user=user, pk=pk)
    return _page(request, filing_page(user=user, dossier=found))


def _page(
    request: HttpRequest, page: FilingPage, bound: PapersForm | None = None, status: int = 200
) -> HttpResponse:
    forms = {task.kind: PapersForm(kind=task.kind, has_former=bool(task.papers)) for task in page.tasks}
    if bound:
        forms[bound.kind] = bound
    context = {
        "page": page,
        "tasks": [(task, forms[task.kind]) for task in page.tasks],
        "bound": bound,
        "answer": AnswerForm(auto_id=False),
        "explain": ExplanationForm(initial={"text": page.filing.explanation_wanted if page.filing else ""}),
    }
    return render(request, "rounds/dossier.html", context, status=status)


@require_POST
@for_account
def upload(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """Take in the files of one kind of paper; a refusal shows the page with the sentence."""
    found = paper_access.dossier_to_file(user=user, pk=pk)
    page = filing_page(user=user, dossier=found)
    form = _bound(request, page)
    if form.is_valid():
        try:
            made = filing.receive(
                dossier=found,
                kind=form.kind,
                files=form.cleaned_data["papers"],
                actor=user,
                is_replacing=form.cleaned_data.get("is_replacing", False),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _received(made))
            return redirect("rounds:dossier", pk=pk)
    return _page(request, page, form, status=400)


def _bound(request: HttpRequest, page: FilingPage) -> PapersForm:
    kinds = {str(task.kind): task for task in page.tasks}
    task = kinds.get(request.POST.get("kind", ""), page.tasks[0])
    return PapersForm(request.POST, request.FILES, kind=task.kind, has_former=bool(task.papers))


def _received(made: list[DossierDocument]) -> str:
    text = ngettext("%(number)d file received.", "%(number)d files received.", len(made))
    return text % {"number": len(made)}


@require_POST
@for_account
def explanation(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """Ask the official for an explanation, as secretary."""
    found = paper_access.dossier_of_secretary(user=user, pk=pk)
    form, back = ExplanationForm(request.POST), reverse("rounds:dossier", args=[pk])
    if not form.is_valid():
        return typed_again(request, form, title=_("Ask for an explanation"), button=_("Save"), back=back)
    filing.ask_explanation(filing=found.filing, text=form.cleaned_data["text"], actor=user)
    messages.success(request, _("Saved."))
    return redirect(back)


@require_safe
@for_account
def paper(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """Show the pages of a paper in the browser."""
    found = paper_access.paper_to_open(user=user, pk=pk)
    return render(
        request,
        "rounds/paper.html",
        {"paper": found, "name": capfirst(str(found)), "back": _back(user, found.dossier)},
    )


def _back(user: User, found: Dossier) -> Dossier | None:
    """Return the dossier if the user may see its page."""
    return paper_access.dossiers_to_file(user=user).filter(pk=found.pk).first()


@require_safe
@for_account
def paper_file(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """Send the file of a paper; the reader is not recorded."""
    found = paper_access.paper_to_open(user=user, pk=pk)
    try:
        with found.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        raise Http404 from None
    return uploaded_pdf(content, file_name(found), is_saved="save" in request.GET)
