"""Change many rows of a list in one act.

Each row goes through the permission, the checks and the service that its own page uses. A row to which the act does not
apply is skipped and named. The preview does the act and takes it back.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import ngettext

from common.refusals import Refusal
from secretariat.listing import services
from secretariat.listing.forms import ManyForm, many_form
from secretariat.listing.outcomes import Outcome, outcome_of
from secretariat.models import Selection

Each = Callable[[int], None]
BATCH = 200


def form_of(table: Any, request: HttpRequest, sent: Any) -> ManyForm:
    """Return the form of a list, with what was sent; None for an empty one."""
    return many_form(_fields(table, request))(sent)


def said(outcome: Outcome) -> str:
    """Return what was changed in one sentence or two."""
    done = ngettext("%d row was changed.", "%d rows were changed.", outcome.changed) % outcome.changed
    if outcome.unchanged:
        had = ngettext("%d had these values already.", "%d had these values already.", outcome.unchanged)
        done = f"{done} {had % outcome.unchanged}"
    return done


def _fields(table: Any, request: HttpRequest) -> Iterator[tuple[str, Any]]:
    extra = table.fields_of_many(request)
    for name in table.bulk_fields:
        field = extra.get(name) or table.formfield_for_dbfield(table.opts.get_field(name), request)
        yield name, field


def carried_out(
    table: Any,
    request: HttpRequest,
    chosen: Selection,
    form: ManyForm,
    *,
    for_show: bool = False,
    each: Each | None = None,
) -> Outcome:
    """Change the rows, each with the others in one transaction; `for_show` takes everything back.

    `each` is told before each row how many are done; what it raises ends the act, and nothing was changed.
    """
    changes, reason = form.changes(), form.cleaned_data["reason"]
    with transaction.atomic():
        if not for_show and not services.begin(chosen):
            return outcome_of(chosen.outcome or Outcome().as_data())
        with services.one_act(actor=request.user, reason=reason):  # type: ignore[arg-type]
            outcome = _each(table, request, chosen.keys, changes, each)
        if for_show:
            transaction.set_rollback(True)
        else:
            services.finish(chosen, outcome.as_data())
    return outcome


def _each(
    table: Any, request: HttpRequest, keys: list[str], changes: dict[str, Any], each: Each | None
) -> Outcome:
    outcome, user = Outcome(), request.user
    # The rights are those at the beginning of the act, asked once and not for each row.
    user.units_found = {}  # type: ignore[union-attr]
    try:
        for start in range(0, len(keys), BATCH):
            _each_of_some(table, request, keys[start : start + BATCH], changes, outcome, start, each)
    finally:
        user.units_found = None  # type: ignore[union-attr]
    return outcome


def _each_of_some(
    table: Any,
    request: HttpRequest,
    keys: list[str],
    changes: dict[str, Any],
    outcome: Outcome,
    before: int,
    each: Each | None,
) -> None:
    some = [table.opts.pk.to_python(key) for key in keys]
    rows = table.rows_to_change(request.user, some)
    request.rows_held = {*rows}  # type: ignore[attr-defined]
    for number, key in enumerate(some, start=before):
        if each:
            each(number)
        if key in rows:
            _change(table, request, rows[key], changes, outcome)
        else:
            outcome.gone += 1


def _change(table: Any, request: HttpRequest, row: Any, changes: dict[str, Any], outcome: Outcome) -> None:
    """Change one row, or skip it with the reason; nothing of a skipped row stays."""
    name = table.name_of(row)
    try:
        with transaction.atomic():
            is_changed = _written(table, request, row, changes)
    except (Refusal, IntegrityError, ValidationError, ObjectDoesNotExist) as error:
        outcome.skipped.append((name, str(table.why_refused(error))))
    else:
        outcome.changed += is_changed
        outcome.unchanged += not is_changed


def _written(table: Any, request: HttpRequest, row: Any, changes: dict[str, Any]) -> bool:
    """Write the values that differ; return whether any does."""
    fixed = set(table.get_readonly_fields(request, row))
    if not table.has_change_permission(request, row) or not fixed.isdisjoint(changes):
        raise Refusal(str(table.why_fixed(row)))
    touched = {one for name, value in changes.items() for one in table.set_one(row, name, value)}
    if not touched:
        return False
    others = {field.name for field in row._meta.fields} - touched  # noqa: SLF001 - documented by Django
    row.clean_fields(exclude=others)
    row.clean()
    # Only the constraints that name a field that changes: each costs a query.
    row.validate_constraints(exclude=others - bound_with(row, touched))
    table.write_one(request, row, touched)
    return True


def bound_with(row: Any, touched: set[str]) -> set[str]:
    """Return the fields that stand in a constraint together with one of `touched`."""
    found: set[str] = set()
    for constraint in row._meta.constraints:  # noqa: SLF001
        condition = getattr(constraint, "condition", None)
        fields = {
            *getattr(constraint, "fields", ()),
            *(condition.referenced_base_fields if condition else ()),
        }
        if fields & touched:
            found |= fields
    return found
