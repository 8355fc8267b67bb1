"""Tell the people who may decide that a request waits, and the person who asked what became of it."""

from collections.abc import Mapping

from approvals.models import ApprovalRequest
from approvals.selectors import people_to_ask, rows_named, unit_of
from notices.addresses import address_of
from notices.services.telling import Message, tell, withdraw
from notices.values import Fact
from rounds.models import Round

State = ApprovalRequest.State
WAITS = "request_waits"
ANSWERS = {
    State.CONFIRMED: "request_confirmed",
    State.REFUSED: "request_refused",
    State.EXPIRED: "request_ended",
}
NAMED = 3  # objects whose names a notice holds


def request_made(*, request: ApprovalRequest) -> None:
    """Tell each person who may decide."""
    if message := _message(request, WAITS):
        tell(message, people_to_ask(request))


def request_decided(*, request: ApprovalRequest) -> None:
    """Take back what asked for an answer and has not left, and tell the person who asked; not who withdrew it."""
    withdraw(None, WAITS, about=str(request.pk))
    kind = ANSWERS.get(State(request.state))
    if kind and (message := _message(request, kind)):
        tell(message, [request.asked_by])


def _message(request: ApprovalRequest, kind: str) -> Message | None:
    """Return what is told; None for a rehearsal, about which nobody is told anything.

    Whatever concerns a secret round is told on paper.
    """
    unit, rounds = unit_of(request), list(Round.objects.filter(pk__in=rows_named(request, Round)))
    if unit is None or (rounds and all(round_.is_rehearsal for round_ in rounds)):
        return None
    return Message(
        kind=kind,
        unit=unit,
        about=str(request.pk),
        facts=_facts(request),
        is_automatic=True,
        is_on_paper=any(round_.marking == Round.Marking.SECRET for round_ in rounds),
    )


def _facts(request: ApprovalRequest) -> Mapping[str, Fact]:
    facts: dict[str, Fact] = {
        "act": request.words,
        "objects": _objects(request),
        "asked_by": str(request.asked_by),
        "decided_by": str(request.decided_by or ""),
        "reason": request.answer,
        "link": address_of("approval", request.pk),
    }
    return facts | ({"deadline": request.ends_at} if request.ends_at else {})


def _objects(request: ApprovalRequest) -> str:
    """Return the names of the first objects, and how many more there are."""
    names = [str(one["name"]) for one in request.shown]
    more = f"; … (+{len(names) - NAMED})" if len(names) > NAMED else ""
    return "; ".join(names[:NAMED]) + more
