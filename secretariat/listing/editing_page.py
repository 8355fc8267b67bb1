"""The page that changes many rows of a list: form, preview, outcome. A worker makes preview and change of many rows."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from common.refusals import Refusal
from secretariat.listing.editing import carried_out, form_of, said
from secretariat.listing.forms import ManyForm
from secretariat.listing.outcomes import Outcome, outcome_of
from secretariat.models import Selection, Work
from secretariat.work import selectors as works
from secretariat.work import services as work_services

Kind = Work.Kind
SHOWN = 20  # names of what was chosen


def page(table: Any, request: HttpRequest, chosen: Selection) -> HttpResponse:
    """Show the form, its preview or the outcome; POST with `confirmed` carries it out."""
    if chosen.outcome is not None:
        return _shown(table, request, chosen, {"outcome": outcome_of(chosen.outcome)})
    last = works.last_of(chosen)
    if last and last.is_running:
        return redirect("secretariat:work", pk=last.pk)
    form = form_of(table, request, request.POST if request.method == "POST" else _sent_before(last))
    if request.method != "POST" and last:
        return _after_a_work(table, request, chosen, form, last)
    if form.is_valid() and "back_to_form" not in request.POST:
        return _submitted(table, request, chosen, form)
    return _form(table, request, chosen, form, status=400 if form.errors else 200)


def _submitted(table: Any, request: HttpRequest, chosen: Selection, form: ManyForm) -> HttpResponse:
    is_confirmed = "confirmed" in request.POST
    if work_services.is_long(len(chosen.keys)):
        return _left_to_a_worker(request, chosen, Kind.EDIT if is_confirmed else Kind.PREVIEW)
    if not is_confirmed:
        return _preview(
            table, request, chosen, form, carried_out(table, request, chosen, form, for_show=True)
        )
    outcome = carried_out(table, request, chosen, form)
    if not outcome.is_whole:
        return HttpResponseRedirect(request.path)
    messages.success(request, said(outcome))
    return HttpResponseRedirect(chosen.back)


def _form(
    table: Any, request: HttpRequest, chosen: Selection, form: ManyForm, status: int = 200
) -> HttpResponse:
    return _shown(table, request, chosen, {"form": form, "names": _names(table, request, chosen)}, status)


def _preview(
    table: Any, request: HttpRequest, chosen: Selection, form: ManyForm, preview: Outcome
) -> HttpResponse:
    return _shown(table, request, chosen, {"form": form, "preview": preview, "told": form.told()})


def _left_to_a_worker(request: HttpRequest, chosen: Selection, kind: str) -> HttpResponse:
    """Let a worker show what would change, or change it, and lead to the page of its progress."""
    sent = request.POST.copy()
    for name in ("csrfmiddlewaretoken", "confirmed"):
        sent.pop(name, None)
    try:
        work = work_services.ask(
            kind=kind,
            user=request.user,  # type: ignore[arg-type]
            values={"sent": sent.urlencode()},
            total=len(chosen.keys),
            selection=chosen,
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(request.path)
    return redirect("secretariat:work", pk=work.pk)


def _sent_before(last: Work | None) -> QueryDict | None:
    return QueryDict(last.values["sent"]) if last else None


def _after_a_work(
    table: Any, request: HttpRequest, chosen: Selection, form: ManyForm, last: Work
) -> HttpResponse:
    """Show the preview that a worker made, or the form with what was entered."""
    if last.kind == Kind.PREVIEW and last.is_done and form.is_valid():
        return _preview(table, request, chosen, form, outcome_of(last.outcome or {}))
    return _form(table, request, chosen, form)


def _names(table: Any, request: HttpRequest, chosen: Selection) -> list[str]:
    rows = table.rows(request.user).filter(pk__in=chosen.keys[:SHOWN]).in_bulk()
    return [
        table.name_of(rows[key]) for key in map(table.opts.pk.to_python, chosen.keys[:SHOWN]) if key in rows
    ]


def _shown(
    table: Any, request: HttpRequest, chosen: Selection, parts: dict[str, Any], status: int = 200
) -> HttpResponse:
    context = {
        **table.admin_site.each_context(request),
        "opts": table.opts,
        "chosen": chosen,
        "number": len(chosen.keys),
        "table_url": chosen.back,
        **parts,
    }
    return TemplateResponse(request, "admin/edit_many.html", context, status=status)
