"""The page of an import of a list, with its steps and its files."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from common import sheets
from common.numbers import whole_number
from lists import selectors
from lists.errors import FileRefused, ImportRefused
from lists.models import ListImport
from lists.planned import RowState
from lists.services import undoing, uploading
from secretariat import list_page
from secretariat.admin_base import secretary_of
from secretariat.after_import import WayOn, ways_on
from secretariat.list_forms import AbsentForm, ConfirmForm, SheetsForm, UndoForm, answers_in
from secretariat.listing.services import note_export
from secretariat.views.lists import file_answer, kind_named

PER_PAGE = 50


def _seen(request: HttpRequest, pk: UUID) -> ListImport:
    try:
        return selectors.import_of(user=secretary_of(request), pk=pk)
    except ListImport.DoesNotExist:
        raise Http404 from None


def _mine(request: HttpRequest, pk: UUID) -> ListImport:
    """Return an import of the person: a step is entered into the log under the name of whoever made the import."""
    found = _seen(request, pk)
    if found.made_by_id != secretary_of(request).pk:
        raise Http404
    return found


@never_cache
@login_required
@require_safe
def list_import(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show an import: what a worker is doing, what is asked, the preview, or what was written."""
    return _page(request, _seen(request, pk))


def _page(request: HttpRequest, found: ListImport, status: int = 200, **forms: Any) -> HttpResponse:
    kind = kind_named(found.kind)
    state = state if (state := request.GET.get("state", "")) in RowState.values else ""
    rows = Paginator(selectors.rows_of(found, state), PER_PAGE).get_page(request.GET.get("page"))
    for row in rows:
        row.answer = request.POST.get(f"row-{row.pk}", row.answer)
    context = {
        "found": found,
        "is_own": found.made_by == request.user,
        "kind": kind,
        "about": kind.label(found.target) if found.target else "",
        "state": state,
        "groups": list_page.groups(found),
        "page": rows,
        "here": f"?state={state}&page={rows.number}",
        "rows": [list_page.shown(kind, found, row) for row in rows],
        "confirm": ConfirmForm(kind, found),
        "undo": UndoForm(),
        "ways": _ways(found, request),
        "absent": AbsentForm(kind, found),
        "sheets": SheetsForm(found),
        **list_page.asked(kind, found),
        **forms,
    }
    return render(request, f"secretariat/lists/{list_page.template(found)}.html", context, status=status)


def _ways(found: ListImport, request: HttpRequest) -> list[WayOn]:
    is_over = found.state in (ListImport.State.WRITTEN, ListImport.State.UNDONE)
    return ways_on(found, secretary_of(request)) if is_over else []


@never_cache
@login_required
@require_safe
def list_status(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer whether a worker is still at it."""
    found = _seen(request, pk)
    return JsonResponse({"at_work": found.is_at_work, "state": found.state})


@require_POST
@login_required
def list_columns(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take what the clerk says about the columns of a sheet."""
    found = _mine(request, pk)
    told = list_page.told_columns(kind_named(found.kind), found, request.POST)
    if told is None:
        raise Http404
    return _take(request, found, lambda: uploading.name_columns(pk=pk, actor=secretary_of(request), **told))


@require_POST
@login_required
def list_sheets(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take which sheets are read."""
    found = _mine(request, pk)
    form = SheetsForm(found, request.POST)
    if not form.is_valid():
        return _page(request, found, status=400, sheets=form)
    chosen = form.cleaned_data["sheet"]
    return _take(request, found, lambda: uploading.choose_sheets(pk=pk, sheets=chosen))


@require_POST
@login_required
def list_answers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take answers about rows, and what is done with absent ones; the preview is made anew.

    The reason for taking the list over stays, and what is done besides.
    """
    found = _mine(request, pk)
    absent = AbsentForm(kind_named(found.kind), found, request.POST)
    form = ConfirmForm(kind_named(found.kind), found, request.POST)
    if not all(one.is_valid() for one in (absent, form) if one.is_sent):
        return _page(request, found, status=400, absent=absent, confirm=form)
    options, reason = absent.options(), found.reason
    if form.is_sent:
        options["further"], reason = form.chosen(), form.cleaned_data["reason"]
    if "same_birth" in request.POST:
        options["same_birth"] = True
    answers, _of_file = _answers(request, found)
    return _take(
        request, found, lambda: uploading.answer(pk=pk, answers=answers, options=options, reason=reason)
    )


def _answers(request: HttpRequest, found: ListImport) -> tuple[dict[int, str], bool]:
    """Return the answers that differ from the stored ones, and whether one is about a row of the file."""
    named = (whole_number(name[4:]) for name in request.POST if name.startswith("row-"))
    keys = [key for key in named if key is not None]
    rows = selectors.rows_named(found, keys[: 2 * PER_PAGE])
    answers = answers_in(found, rows, request.POST)
    return answers, any(rows[pk].number for pk in answers)


@require_POST
@login_required
def list_confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let a worker write the import, with the choices that stand on the page."""
    found = _mine(request, pk)
    form = ConfirmForm(kind_named(found.kind), found, request.POST)
    absent = AbsentForm(kind_named(found.kind), found, request.POST)
    if not form.is_valid() or (absent.is_sent and not absent.is_valid()):
        return _page(request, found, status=400, confirm=form, absent=absent)
    answers, are_of_file = _answers(request, found)
    if are_of_file:
        messages.warning(request, _("Your choices change the preview. Look at it and confirm again."))
        return list_answers(request, pk)
    reason, chosen, options = form.cleaned_data["reason"], form.chosen(), absent.options()
    return _take(
        request,
        found,
        lambda: uploading.confirm(pk=pk, reason=reason, further=chosen, absent=answers, options=options),
    )


@require_POST
@login_required
def list_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let a worker undo the import."""
    found, form = _mine(request, pk), UndoForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=400, undo=form)
    return _take(request, found, lambda: undoing.ask_to_undo(pk=pk, reason=form.cleaned_data["reason"]))


@require_POST
@login_required
def list_give_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the import up."""
    found = _mine(request, pk)
    answer = _take(request, found, lambda: uploading.give_up(pk=pk))
    return redirect("secretariat:list_kind", name=found.kind) if answer.status_code == 302 else answer


def _take(request: HttpRequest, found: ListImport, step: Any) -> HttpResponse:
    """Take a step and lead back to the page of the import, with the reason if it was refused."""
    try:
        step()
    except ImportRefused as refusal:
        messages.error(request, str(refusal))
    query = request.POST.get("back", "")
    is_query = len(query) < 60 and query.startswith("?")
    return redirect(reverse("secretariat:list_import", args=[found.pk]) + (query if is_query else ""))


@never_cache
@login_required
@require_GET
def list_errors(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Return the file with its errors marked; it may hold identity numbers, so nobody else gets it."""
    from lists.services import marking  # noqa: PLC0415 - imports openpyxl

    found = _mine(request, pk)
    try:
        return file_answer(marking.marked(found.pk), f"loi-{kind_named(found.kind).file_name}.xlsx")
    except FileRefused:
        raise Http404 from None


@never_cache
@login_required
@require_GET
def list_to_ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Return the rows that the file lacks and that somebody has to be asked about, and note that they left the product."""
    from lists import writing_files  # noqa: PLC0415 - imports openpyxl

    found = _mine(request, pk)
    kind, heading = kind_named(found.kind), _("Not in the list")
    rows = [[row.label] for row in selectors.rows_to_ask(found)]
    note_export(user=secretary_of(request), text=f"{kind.words}, {heading} (XLSX): {len(rows)}")
    content = sheets.xlsx([heading], rows, title=writing_files.TITLE)
    return file_answer(content, f"can-hoi-{kind.file_name}.xlsx")
