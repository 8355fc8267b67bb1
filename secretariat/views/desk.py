"""The desk: one page that shows a round and takes the steps of the day."""

import uuid
from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Any, Concatenate

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from approvals import acts
from approvals import services as approvals
from ballots.services import asking
from common.answers import json_refusal, wants_json
from common.refusals import Refusal
from common.team_words import speak_of
from officials.models import User
from rounds import steps
from rounds.errors import MoveRefused, RoundError
from rounds.frozen import team_label
from rounds.models import Round
from rounds.selectors import round_for_desk, shown_to
from rounds.services import moves
from rounds.states import Actor
from secretariat.admin_base import account_of
from secretariat.asked import sentence, takes_two
from secretariat.desk import desk_page, progress_of
from secretariat.forms import (
    AttendanceForm,
    CancelForm,
    CorrectionForm,
    PostponeForm,
    UnannouncedForm,
    WithdrawForm,
)
from secretariat.reasons import reason_given

Answer = Callable[Concatenate[HttpRequest, User, Round, ...], HttpResponse]
View = Callable[Concatenate[HttpRequest, uuid.UUID, ...], HttpResponse]


def for_secretary(view: Answer) -> View:
    """Pass user and round to the view; answer 404 for a round of another unit."""

    @never_cache
    @login_required
    @wraps(view)
    def answer(request: HttpRequest, pk: uuid.UUID, **named: str) -> HttpResponse:
        if not isinstance(request.user, User):
            raise Http404
        try:
            round_ = round_for_desk(user=account_of(request), pk=pk)
        except Round.DoesNotExist:
            raise Http404 from None
        if request.method == "GET":
            shown_to(request.user, round_)
        speak_of(team_label(round_))
        return view(request, request.user, round_, **named)

    return answer


@require_safe
@for_secretary
def desk(request: HttpRequest, user: User, round_: Round) -> HttpResponse:
    """Show the state of the round and its next step."""
    return _page(request, round_)


@require_safe
@for_secretary
def desk_status(request: HttpRequest, user: User, round_: Round) -> HttpResponse:
    """Return the changing numbers for the page's script."""
    return JsonResponse(asdict(progress_of(round_)))


@require_safe
@for_secretary
def desk_confirm(request: HttpRequest, user: User, round_: Round, action: str) -> HttpResponse:
    """Ask for confirmation of a step; redirect to the desk if the step cannot be taken now."""
    found = desk_page(round_)
    if found.step is None or found.step.name != action or found.missing:
        return redirect("secretariat:desk", pk=round_.pk)
    context = {
        "desk": found,
        "needs_second": takes_two(f"round.{action}", round_, user),
        "form": UnannouncedForm() if action == "freeze" and _is_unannounced(round_) else None,
    }
    return render(request, "secretariat/desk_confirm.html", context)


@require_POST
@for_secretary
def desk_move(request: HttpRequest, user: User, round_: Round) -> HttpResponse:
    """Take the step named `action`, or ask a second person to; a refusal lists everything that is missing."""
    step = _step(request.POST.get("action", ""))
    take = steps.binding(step.name).service if step else None
    if step is None or take is None:
        return _refused(request, round_, RoundError(_("This page does not know that action.")), status=400)
    if step.to and not step.when(round_):
        return _refused(request, round_, RoundError(_("This has been done already, or it is not due yet.")))
    try:
        if acts.is_known(f"round.{step.name}"):
            reason = reason_given(request).strip() if _is_unannounced(round_) else ""
            values = {"reason": reason} if reason and step.name == "freeze" else {}
            asked = approvals.take(
                act=f"round.{step.name}",
                rows=[round_],
                actor=user,
                values=values,
                reason=values.get("reason", ""),
            )
            return _done(request, round_, sentence(asked, ""))
        take(round_id=round_.pk, actor=user)
    except Refusal as refusal:
        return _refused(request, round_, refusal)
    return _done(request, round_)


@require_POST
@for_secretary
def desk_attendance(request: HttpRequest, user: User, round_: Round) -> HttpResponse:
    """Record how many people are present; impossible numbers return the filled form."""
    form = AttendanceForm(request.POST)
    if form.is_valid():
        present, began = form.cleaned_data["present"], form.cleaned_data["began"]
        try:
            moves.record_attendance(round_id=round_.pk, actor=user, present=present, began_at=began)
        except RoundError as refusal:
            form.add_error("present", str(refusal))
        else:
            return _done(request, round_, _("The number of people present is recorded."))
    return _page(request, round_, attendance=form, status=400)


@require_POST
@for_secretary
def desk_correction(request: HttpRequest, user: User, round_: Round) -> HttpResponse:
    """Ask the head to agree to another number of people present."""
    form = CorrectionForm(request.POST)
    if form.is_valid():
        try:
            asking.ask_to_correct(round_id=round_.pk, actor=user, **form.cleaned_data)
        except RoundError as refusal:
            form.add_error("present", str(refusal))
        else:
            return _done(request, round_)
    return _page(request, round_, correction=form, status=400)


@require_POST
@for_secretary
def desk_stop(request: HttpRequest, user: User, round_: Round) -> HttpResponse:
    """Stop the countdown; the vote is then opened by hand. A refusal says that the vote is open already."""
    if not moves.stop_countdown(round_id=round_.pk, actor=user).is_before:
        return _refused(request, round_, RoundError(_("The countdown is over: the vote was opened already.")))
    return _done(request, round_)


@require_POST
@for_secretary
def desk_withdrawal(request: HttpRequest, user: User, round_: Round) -> HttpResponse:
    """Withdraw what the head of the counting team was asked; a refusal says that nothing waits any more."""
    try:
        asking.withdraw(round_id=round_.pk, actor=user)
    except RoundError as refusal:
        return _refused(request, round_, refusal)
    return _done(request, round_)


@require_POST
@for_secretary
def desk_postpone(request: HttpRequest, user: User, round_: Round) -> HttpResponse:
    """Postpone an announced meeting with a reason, or ask a second person to."""
    form = PostponeForm(request.POST)
    if not form.is_valid():
        return _page(request, round_, postpone=form, status=400)
    moment, reason = form.cleaned_data["meets_at"].isoformat(), form.cleaned_data["reason"]
    values = {"meets_at": moment, "reason": reason}
    return _take(request, user, round_, "round.postpone", values)


@require_POST
@for_secretary
def desk_unannounce(request: HttpRequest, user: User, round_: Round) -> HttpResponse:
    """Withdraw the announcement with a reason, or ask a second person to."""
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _page(request, round_, withdraw=form, status=400)
    return _take(request, user, round_, "round.withdraw_announcement", form.cleaned_data)


def _take(request: HttpRequest, user: User, round_: Round, act: str, values: dict[str, Any]) -> HttpResponse:
    """Take an act with a reason, or ask a second person to."""
    try:
        asked = approvals.take(act=act, rows=[round_], actor=user, values=values, reason=values["reason"])
    except Refusal as refusal:
        return _refused(request, round_, refusal)
    return _done(request, round_, sentence(asked, ""))


@require_POST
@for_secretary
def desk_cancel(request: HttpRequest, user: User, round_: Round) -> HttpResponse:
    """Cancel the round with a reason, or ask a second person to; its title is typed again."""
    form = CancelForm(request.POST, round_=round_)
    if not form.is_valid():
        return _page(request, round_, cancel=form, status=400)
    reason = form.cleaned_data["reason"]
    return _take(request, user, round_, "round.cancel", {"reason": reason})


def _is_unannounced(round_: Round) -> bool:
    """Whether freezing takes a reason."""
    return round_.is_draft and not round_.is_rehearsal


def _step(name: str) -> steps.Step | None:
    """Return a main step of the secretary; other steps have their own forms."""
    step = steps.BY_NAME.get(name)
    return step if step and Actor.SECRETARY in step.takers and not step.is_aside else None


def _done(request: HttpRequest, round_: Round, text: str = "") -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"done": True})
    if text:
        messages.success(request, text)
    return redirect("secretariat:desk", pk=round_.pk)


def _refused(request: HttpRequest, round_: Round, refusal: Refusal, status: int = 409) -> HttpResponse:
    missing = refusal.missing if isinstance(refusal, MoveRefused) else []
    if wants_json(request):
        lines = [str(refusal), *(str(one.message) for one in missing)]
        return json_refusal("refused", " ".join(lines), status=status)
    round_.refresh_from_db()
    return _page(request, round_, refusal=refusal, status=status)


def _page(
    request: HttpRequest,
    round_: Round,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
    **filled: forms.Form,
) -> HttpResponse:
    """Render the desk; `filled` are the forms with what was typed into them, by their names in the template."""
    if wants_json(request) and status >= 400:
        errors = [error for form in filled.values() for error in form.errors.values()]
        text = " ".join(str(text) for error in errors for text in error)
        return json_refusal("invalid", text, status=status)
    context: dict[str, Any] = {
        "desk": desk_page(round_),
        "attendance": AttendanceForm(initial=_recorded(round_)),
        "correction": CorrectionForm(initial=_recorded(round_)),
        "cancel": CancelForm(round_=round_),
        "postpone": PostponeForm(),
        "withdraw": WithdrawForm(),
        "refusal": refusal,
        "refused_missing": getattr(refusal, "missing", []),
    }
    return render(request, "secretariat/desk.html", {**context, **filled}, status=status)


def _recorded(round_: Round) -> dict[str, object]:
    attendance = getattr(round_, "attendance", None)
    began = (attendance and attendance.began_at) or round_.meets_at
    shown: dict[str, object] = {"began": timezone.localtime(began).time()} if began else {}
    return {**shown, "present": attendance.present} if attendance else shown
