"""The document of a plan: asked for, made by a worker, and sent once it is there."""

import datetime
import io

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from documents import files
from documents.files import download_name
from officials.models import User
from rounds import plan_document_selectors as selectors
from rounds import plan_selectors
from rounds.models import Plan, PlanDocument
from rounds.services.plan_making import ask
from secretariat.views.given import given

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {"pdf": ("application/pdf", _("The plan as PDF")), "docx": (DOCX, _("The plan as DOCX, to edit"))}
LONG = datetime.timedelta(minutes=2)  # after which the page says that something may be wrong

# The annex names officials of all units, so only those who lead the plan have it.
for_own = given(plan_selectors.plan_for_secretary)


@require_http_methods(["GET", "HEAD", "POST"])
@for_own
def plan_making(request: HttpRequest, user: User, plan: Plan, ending: str) -> HttpResponse:
    """Show whether the document is there; POST lets a worker make it, or leads to the file that says what holds."""
    _require_kind(ending)
    if request.method == "POST":
        row = ask(plan=plan, ending=ending)
        return redirect(
            f"secretariat:{'plan_making' if row.is_waiting else 'plan_document'}", plan.pk, ending
        )
    found = selectors.document_of(plan=plan, ending=ending)
    is_waiting = found is not None and found.is_waiting
    context = {
        "plan": plan,
        "ending": ending,
        "title": KINDS[ending][1],
        "found": found,
        "is_waiting": is_waiting,
        "is_late": is_waiting and _is_late(found),
        "is_current": bool(found and not is_waiting and selectors.says_what_holds(found)),
    }
    return render(request, "secretariat/plan_making.html", context)


def _is_late(found: PlanDocument | None) -> bool:
    return bool(found and found.asked_at and timezone.now() - found.asked_at > LONG)


@require_safe
@for_own
def plan_making_status(request: HttpRequest, user: User, plan: Plan, ending: str) -> HttpResponse:
    """Return for the page's script whether a worker still has to make the document."""
    _require_kind(ending)
    found = selectors.document_of(plan=plan, ending=ending)
    return JsonResponse({"at_work": bool(found and found.is_waiting)})


@require_safe
@for_own
def plan_document(request: HttpRequest, user: User, plan: Plan, ending: str) -> HttpResponseBase:
    """Send the document as it was last made, or lead to the page that says why there is none."""
    _require_kind(ending)
    found = selectors.document_of(plan=plan, ending=ending)
    content = files.unchanged_content(found.file, found.sha256) if found and found.file else None
    if content is None:
        return redirect("secretariat:plan_making", plan.pk, ending)
    version = None if plan.is_open else plan_selectors.latest(plan)
    day = (version and version.date) or timezone.localdate(found.made_at if found else None)
    name = download_name("Kế hoạch lấy phiếu tín nhiệm", plan.issuer, day, ending)
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=name, content_type=KINDS[ending][0])


def _require_kind(ending: str) -> None:
    if ending not in KINDS:
        raise Http404
