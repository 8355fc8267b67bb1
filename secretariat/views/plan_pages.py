"""The page of a plan, the steps of its life, its signed file, and the units under it."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from approvals import services as approvals
from approvals.selectors import waiting_about
from common.refusals import Refusal, Text
from documents import files
from documents.files import download_name
from officials.models import User
from rounds import plan_selectors
from rounds.errors import PlanRefused
from rounds.models import Plan
from rounds.services import planning
from secretariat.admin_base import words_sought
from secretariat.asked import sentence
from secretariat.plan_forms import PlanApprovalForm, PlanReasonForm, SignedPlanForm
from secretariat.plan_page import plan_page, plan_units
from secretariat.views.given import given

Page = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class PlanStep:
    """A step of the life of a plan: the form it asks, what it does, and what the page says afterwards."""

    run: Callable[[Plan, User, Mapping[str, Any]], str]
    form: type[forms.Form] | None = None


def _approve(plan: Plan, user: User, values: Mapping[str, Any]) -> str:
    given = {"number": values["number"], "date": values["date"].isoformat()}
    asked = approvals.take(act="plan.approve", rows=[plan], actor=user, values=given)
    return sentence(asked, _("The approval is recorded; this version is in force."))


def _sign(plan: Plan, user: User, values: Mapping[str, Any]) -> str:
    version = plan_selectors.latest(plan)
    if version is None:
        raise PlanRefused(_("The plan is not approved yet."))
    planning.attach_signed(version=version, file=values["file"], actor=user)
    return _("The signed file is kept.")


def _plain(service: Callable[..., object], done: Text) -> Callable[[Plan, User, Mapping[str, Any]], str]:
    def run(plan: Plan, user: User, values: Mapping[str, Any]) -> str:
        service(plan=plan, actor=user, **values)
        return str(done)

    return run


STEPS: Mapping[str, PlanStep] = {
    "submit": PlanStep(_plain(planning.submit, gettext_lazy("The plan is submitted for approval."))),
    "back": PlanStep(_plain(planning.give_back, gettext_lazy("The plan is given back.")), PlanReasonForm),
    "approve": PlanStep(_approve, PlanApprovalForm),
    "amend": PlanStep(
        _plain(planning.amend, gettext_lazy("Now change the plan; the version in force holds until then.")),
        PlanReasonForm,
    ),
    "drop": PlanStep(_plain(planning.drop_amendment, gettext_lazy("The amendment is dropped."))),
    "finish": PlanStep(_plain(planning.finish, gettext_lazy("The plan is finished."))),
    "reopen": PlanStep(_plain(planning.reopen, gettext_lazy("The plan is taken up again.")), PlanReasonForm),
    "sign": PlanStep(_sign, SignedPlanForm),
}


for_reader = given(plan_selectors.plan_to_read)


def _require_own(user: User, plan: Plan) -> None:
    if not plan_selectors.plans_for_secretary(user=user).filter(pk=plan.pk).exists():
        raise Http404


@require_safe
@for_reader
def plan(request: HttpRequest, user: User, plan: Plan) -> HttpResponse:
    """Show a plan and what can be done with it."""
    return _page(request, user, plan)


@require_POST
@for_reader
def plan_step(request: HttpRequest, user: User, plan: Plan, step: str) -> HttpResponse:
    """Take a step of the plan's life; a refusal shows the page with what was entered."""
    _require_own(user, plan)
    if step not in STEPS:
        raise Http404
    chosen = STEPS[step]
    form = chosen.form(request.POST, request.FILES, prefix=step) if chosen.form else None
    if form is not None and not form.is_valid():
        return _page(request, user, plan, step=step, form=form, status=400)
    try:
        done = chosen.run(plan, user, form.cleaned_data if form else {})
    except Refusal as refusal:
        plan.refresh_from_db()
        return _page(request, user, plan, step=step, form=form, refusal=refusal, status=409)
    messages.success(request, done)
    if step == "amend":
        return redirect(reverse("admin:rounds_plan_change", args=[plan.pk]))
    return redirect("secretariat:plan", pk=plan.pk)


def _page(
    request: HttpRequest,
    user: User,
    plan: Plan,
    *,
    step: str = "",
    form: forms.Form | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    asked = {name: row.form(prefix=name) for name, row in STEPS.items() if row.form}
    context = {
        "shown": plan_page(plan, user),
        "plan": plan,
        "forms": {**asked, **({step: form} if form else {})},
        "form": form,
        "failed": step,
        "asked": waiting_about(plan),
        "refusal": refusal,
        "missing": getattr(refusal, "missing", []),
    }
    return render(request, "secretariat/plan.html", context, status=status)


@require_safe
@for_reader
def signed_plan(request: HttpRequest, user: User, plan: Plan, index: int) -> HttpResponseBase:
    """Send the signed file of a version."""
    version = plan_selectors.versions_of(plan).filter(index=index).exclude(file="").first()
    content = files.unchanged_content(version.file, version.sha256) if version else None
    if version is None or content is None:
        raise Http404
    name = download_name(
        "Kế hoạch đã ký", plan.unit.name, version.date or timezone.localdate(version.approved_at)
    )
    return FileResponse(
        io.BytesIO(content), as_attachment=True, filename=name, content_type="application/pdf"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_reader
def units_of_plan(request: HttpRequest, user: User, plan: Plan) -> HttpResponse:
    """List the units under a plan with their own plans; POST says which of them hold which meeting."""
    _require_own(user, plan)
    text, lacking = words_sought(request), request.GET.get("state") == "lacking"
    shown = plan_units(plan, number=request.GET.get("page"), text=text, lacking=lacking)
    if request.method == "POST":
        sent = set(request.POST.getlist("shown"))
        try:
            for row in shown.meetings:
                units = [unit.pk for unit in shown.page if str(unit.pk) in sent]
                asked_of = [pk for pk in units if plan_selectors.is_asked(row, plan, pk)]
                holding = [pk for pk in asked_of if f"{row.pk}-{pk}" in request.POST]
                planning.set_holders(meeting=row, shown=asked_of, holding=holding)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The units are saved."))
        return redirect(request.get_full_path())
    context = {"shown": shown, "plan": plan, "page": shown.page, "text": text, "lacking": lacking}
    return render(request, "secretariat/plan_units.html", context)
