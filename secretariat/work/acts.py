"""What each kind of work does, what it is called, and the page on which its outcome stands."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from approvals import acts as known_acts
from approvals import services as approvals
from common.refusals import Refusal
from officials.models import User
from rounds.models import Round
from secretariat.asked import WAITS
from secretariat.listing import editing
from secretariat.listing.outcomes import outcome_of
from secretariat.models import Selection, Work
from secretariat.together_kinds import KINDS, LeftOut, chosen_rounds, split
from secretariat.work.advancing import RowsDone

Kind = Work.Kind
Outcome = dict[str, Any]
LACKS_SHOWN = 3


class SomeLackSomething(Refusal):
    """Nothing was done, since some of the rounds lack something; `outcome` names them and keeps the others."""

    def __init__(self, ready: list[Round], left: list[LeftOut]) -> None:
        self.outcome: dict[str, Any] = {
            "ready": [str(one.pk) for one in ready],
            "left": [_left(one) for one in left],
        }
        sentence = ngettext(
            "Nothing was done yet: %d round lacks something.",
            "Nothing was done yet: %d rounds lack something.",
            len(left),
        )
        super().__init__(sentence % len(left))


def _left(one: LeftOut) -> Outcome:
    lacks = [str(missing.message) for missing in one.missing[:LACKS_SHOWN]]
    return {"round": str(one.round.pk), "title": one.round.title, "unit": one.round.unit.name, "lacks": lacks}


def _take(work: Work, progress: RowsDone) -> Outcome:
    """Take a step for several rounds, or ask a second person to; all or none."""
    user, step, values = work.asked_by, work.values["step"], work.values["values"]
    rounds = chosen_rounds(user=user, step=step, keys=work.values["rounds"])
    asked = take_together(user=user, step=step, rounds=rounds, values=values, each=progress)
    kept = None if asked._state.adding else str(asked.pk)  # noqa: SLF001 - documented by Django
    return {"number": len(rounds), "waits": asked.is_waiting, "request": kept}


def take_together(
    *, user: User, step: str, rounds: list[Round], values: Mapping[str, str], each: Any = None
) -> Any:
    """Take a step for these rounds, or ask a second person to; return the request.

    The rounds are looked at once more only if one of them refuses. Raises `SomeLackSomething`, and what the service
    raises.
    """
    try:
        with transaction.atomic():
            return approvals.take(
                act=f"round.{step}",
                rows=rounds,
                actor=user,
                values=values,
                reason=values.get("reason", ""),
                each=each,
            )
    except Refusal:
        ready, left = split(user=user, step=step, rounds=rounds)
        if left:
            raise SomeLackSomething(ready, left) from None
        raise


def _confirm(work: Work, progress: RowsDone) -> Outcome:
    request = work.values["request"]
    approvals.confirm(request_id=UUID(request), actor=work.asked_by, each=progress)
    return {"request": request}


def _edit(work: Work, progress: RowsDone) -> Outcome:
    """Change the chosen rows of a list, or show what would change."""
    chosen = work.selection
    assert chosen is not None, "the table asks for it"  # noqa: S101
    table, request = _table(chosen), _request(work)
    form = editing.form_of(table, request, request.POST)
    if not form.is_valid():
        raise Refusal(_("What was entered is no longer valid. Look at the form again."))
    for_show = work.kind == Kind.PREVIEW
    return editing.carried_out(table, request, chosen, form, for_show=for_show, each=progress).as_data()


def _table(chosen: Selection) -> Any:
    return next(
        table
        for model, table in admin.site._registry.items()  # noqa: SLF001 - the public reader takes one model
        if model._meta.label_lower == chosen.place  # noqa: SLF001 - documented by Django
    )


def _request(work: Work) -> HttpRequest:
    """Return what the person has sent, as the tables of the administration read it."""
    request = HttpRequest()
    request.method, request.user = "POST", work.asked_by
    request.POST = QueryDict(work.values["sent"])
    return request


RUN: Mapping[str, Callable[[Work, RowsDone], Outcome]] = {
    Kind.TAKE: _take,
    Kind.CONFIRM: _confirm,
    Kind.PREVIEW: _edit,
    Kind.EDIT: _edit,
}


# --- words and pages ---


def heading(work: Work) -> str:
    """Return what is done, in the language of the reader."""
    if work.kind == Kind.TAKE:
        return str(KINDS[work.values["step"]].heading)
    if work.kind == Kind.CONFIRM:
        return str(known_acts.words_of(work.values["act"]))
    chosen = work.selection
    name = _table(chosen).opts.verbose_name_plural if chosen else ""
    return _("Change many rows: %(list)s") % {"list": name}


def said(work: Work) -> str:
    """Return what came of a work that is done, in one sentence or two."""
    outcome = work.outcome or {}
    if work.kind == Kind.TAKE:
        number = outcome["number"]
        return str(WAITS) if outcome["waits"] else str(KINDS[work.values["step"]].done % number)
    if work.kind == Kind.CONFIRM:
        return _("You have confirmed it; it is done.")
    found = outcome_of(outcome)
    sentence = editing.said(found)
    if found.skipped:
        skipped = ngettext("%d was skipped.", "%d were skipped.", len(found.skipped)) % len(found.skipped)
        sentence = f"{sentence} {skipped}"
    return sentence


def page_of_outcome(work: Work) -> str:
    """Return the address where the outcome stands; "" if that is the page of the work."""
    if work.selection:
        return reverse(f"admin:{work.selection.place.replace('.', '_')}_edit", args=[work.selection.pk])
    request = (work.outcome or work.values).get("request")
    return reverse("secretariat:approval", args=[request]) if work.kind == Kind.CONFIRM and request else ""


def unexpected() -> str:
    """Return the sentence for an error that nobody foresaw."""
    return _(
        "Something unexpected happened, so nothing was done. Try again; if it happens again, tell the keeper of the system."
    )
