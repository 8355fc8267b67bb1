"""Ask for a second person, confirm, refuse, withdraw; one transaction each.

take(act="round.freeze", rows=[round_], actor=user)

does the act at once where one person is enough, and records that it was done alone; otherwise it makes a request.
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals import acts, selectors
from approvals.acts import Act, Look
from approvals.changes import Changes, Each, found, perform
from approvals.errors import ApprovalRefused
from approvals.models import ApprovalObject, ApprovalRequest
from audit.services import act as stated
from audit.services import note
from common.happenings import happened
from officials.models import User

State = ApprovalRequest.State
LASTS = datetime.timedelta(days=3)


@transaction.atomic
def take(
    *,
    act: str,
    rows: Iterable[Model],
    actor: User,
    values: Mapping[str, Any] | None = None,
    reason: str = "",
    each: Each | None = None,
) -> ApprovalRequest:
    """Do the act now, or ask for a second person; the state of the returned request says which.

    `each` is told before each object how many are done; what it raises ends the act, and nothing was done.

    Where nothing would change, or one person is always enough, no request is written. The act is done at once, and
    undone where it waits: what its service refuses is refused now, and what it changes is what the second person
    reads. Raises what the service raises, and `ApprovalRefused` if the same is asked for already.
    """
    chosen, keys, values = acts.named(act), [row.pk for row in rows], dict(values or {})
    if chosen.lock:
        chosen.lock(keys)
    before = found(chosen, keys, values)
    needs_second = _needs_second(before.looks, actor)  # the act itself may make a second secretary
    # A bare savepoint would not do: Django drops what waits for the commit with an `atomic` block only.
    with transaction.atomic():
        changes = perform(chosen, before, values, actor, each)
        is_changed = any(one["changes"] for one in changes.shown)
        takes_two = any(look.takes_two for look in changes.looks)
        waits = takes_two and needs_second
        if waits or not is_changed:
            transaction.set_rollback(True)
    request = ApprovalRequest(
        act=act,
        values=values,
        reason=reason,
        shown=changes.shown,
        fingerprint=changes.fingerprint,
        asked_by=actor,
        state=State.ALONE,
    )
    if not is_changed:
        return request  # done already: nothing to confirm
    if waits:
        request.state, request.ends_at = State.WAITING, request.asked_at + LASTS
    else:
        request.decided_at = request.asked_at
    if takes_two:
        _write(request, chosen, changes)
    return request


def _needs_second(looks: Iterable[Look], actor: User) -> bool:
    units = {look.unit_id for look in looks if look.takes_two and look.unit_id}
    return bool(units) and selectors.needs_second(user=actor, units=units)


def _write(request: ApprovalRequest, act: Act, changes: Changes) -> None:
    is_open = request.state == State.WAITING
    code = "approval.ask" if is_open else "approval.alone"
    expire_due()
    try:
        with transaction.atomic(), stated(code, actor=request.asked_by, subject=request):
            request.save(force_insert=True)
            ApprovalObject.objects.bulk_create(_objects(request, act, changes, is_open=is_open))
    except IntegrityError as error:
        if getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") != "approval_asked_once":
            raise
        raise ApprovalRefused(_("This is waiting for a second person already.")) from error
    _note(code, request, changes.rows, request.asked_by)
    if is_open:
        happened("approval.ask", request=request)


def _objects(
    request: ApprovalRequest, act: Act, changes: Changes, *, is_open: bool
) -> Iterable[ApprovalObject]:
    common: dict[str, Any] = {"request": request, "act": act.code, "is_open": is_open}
    for row, look in zip(changes.rows, changes.looks, strict=True):
        yield ApprovalObject(**common, table=act.table, row=str(row.pk), unit_id=look.unit_id)
        for other in look.concerns:
            table = other._meta.db_table  # noqa: SLF001 - documented by Django
            yield ApprovalObject(**common, table=table, row=str(other.pk), is_acted_on=False)


@transaction.atomic
def confirm(*, request_id: UUID, actor: User, each: Each | None = None) -> ApprovalRequest:
    """Do what was asked, as the second person; `each` is that of `take`.

    Raises `ApprovalRefused` if it was decided or ended meanwhile, if the actor may not confirm it or the person
    who asked lost the right, or if it would no longer change what was shown.
    """
    asked = ApprovalRequest.objects.get(pk=request_id)
    if not acts.is_known(asked.act):
        raise ApprovalRefused(_moved())  # an act of a former release
    act, keys = acts.named(asked.act), list(selectors.acted_on(asked).values_list("row", flat=True))
    if act.lock:
        act.lock(keys)  # before the lock of any row
    request = _locked(request_id, actor)
    if not selectors.may_ask(user=request.asked_by, request=request):
        raise ApprovalRefused(_("The person who asked may no longer do this. Refuse the request."))
    try:
        changes = perform(act, found(act, keys, request.values), request.values, request.asked_by, each)
    except (ObjectDoesNotExist, IntegrityError):
        raise ApprovalRefused(_moved()) from None
    if changes.fingerprint != request.fingerprint:
        raise ApprovalRefused(_moved())
    return _decide(request, State.CONFIRMED, "approval.confirm", actor, changes.rows)


def _moved() -> str:
    return _(
        "Something was changed after this was asked, so it would not be what is shown here. Nothing was done. "
        "Refuse the request; it can be asked again."
    )


@transaction.atomic
def refuse(*, request_id: UUID, actor: User, answer: str) -> ApprovalRequest:
    """Refuse what was asked, with a reason. Raises `ApprovalRefused` as `confirm` does, and without a reason."""
    request = _locked(request_id, actor)
    if not answer.strip():
        raise ApprovalRefused(_("Say why this is refused."))
    request.answer = answer.strip()
    return _decide(request, State.REFUSED, "approval.refuse", actor, _named(request))


@transaction.atomic
def withdraw(*, request_id: UUID, actor: User) -> ApprovalRequest:
    """Withdraw one's own request. Raises `ApprovalRefused` for one of another person, or once it is decided."""
    request = ApprovalRequest.objects.select_for_update(of=("self",)).get(pk=request_id)
    if request.asked_by_id != actor.pk:
        raise ApprovalRefused(_("Only the person who asked withdraws a request."))
    _require_waiting(request)
    return _decide(request, State.WITHDRAWN, "approval.withdraw", actor, _named(request))


@transaction.atomic
def expire_due() -> int:
    """End the requests whose time is over; return how many."""
    due = ApprovalRequest.objects.filter(state=State.WAITING, ends_at__lte=timezone.now())
    over = list(due.select_for_update(skip_locked=True, of=("self",)))
    for request in over:
        _decide(request, State.EXPIRED, "approval.expire", None, _named(request))
    return len(over)


def _locked(request_id: UUID, actor: User) -> ApprovalRequest:
    """Return the request, locked, if the actor may decide it now."""
    request = (
        ApprovalRequest.objects.select_related("asked_by").select_for_update(of=("self",)).get(pk=request_id)
    )
    if request.asked_by_id == actor.pk:
        raise ApprovalRefused(_("You asked for this yourself; another person must decide."))
    if not selectors.may_decide(user=actor, request=request):
        raise ApprovalRefused(_("This is not yours to decide."))
    _require_waiting(request)
    return request


def _require_waiting(request: ApprovalRequest) -> None:
    if request.state != State.WAITING:
        words = {"state": State(request.state).label}
        raise ApprovalRefused(_("This was decided already: %(state)s.") % words)
    if not request.is_waiting:
        raise ApprovalRefused(_("The time of this request is over. It can be asked again."))


def _decide(
    request: ApprovalRequest, state: str, code: str, actor: User | None, rows: list[Any]
) -> ApprovalRequest:
    request.state, request.decided_by, request.decided_at = state, actor, timezone.now()
    with stated(code, actor=actor, subject=request, reason=request.answer, is_own=True):
        request.save(update_fields=["state", "decided_by", "decided_at", "answer"])
    _note(code, request, rows, actor)
    happened("approval.decide", request=request)
    return request


def _named(request: ApprovalRequest) -> list[Any]:
    """Return the objects of a request; none for an act of a former release, whose model is not known."""
    if not acts.is_known(request.act):
        return []
    keys = selectors.acted_on(request).values_list("row", flat=True)
    return list(acts.named(request.act).model._default_manager.filter(pk__in=list(keys)))  # noqa: SLF001


def _note(code: str, request: ApprovalRequest, rows: list[Any], actor: User | None) -> None:
    """Write into the history of each object what was asked or decided about it."""
    data = {"request": str(request.pk), "act": request.act, "asked_by": request.asked_by_id}
    for row in rows:
        note(code, actor=actor, subject=row, reason=request.answer or request.reason, data=data)
