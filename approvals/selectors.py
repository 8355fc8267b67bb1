"""Reads of requests for a second person; the permission is part of the query."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from approvals.models import ApprovalObject, ApprovalRequest
from officials.deputies import principal_of
from officials.models import Unit, UnitRole, User
from officials.selectors import (
    SECRETARIAT,
    has_two_secretaries,
    parents_of_units,
    units_above,
    units_held,
    units_of,
)

State = ApprovalRequest.State


def requests_for(*, user: User) -> QuerySet[ApprovalRequest]:
    """Return the requests that the user made or may decide, and what was done alone in the user's units.

    The user must be secretary for every object that is acted on; a superuser sees all.
    """
    found = ApprovalRequest.objects.select_related("asked_by", "decided_by")
    if user.is_superuser:
        return found
    acted = ApprovalObject.objects.filter(request=OuterRef("pk"), is_acted_on=True)
    foreign = acted.exclude(unit__any_of=units_of(user, SECRETARIAT))
    return found.filter(Q(asked_by=user) | (Exists(acted) & ~Exists(foreign)))


def request_for(*, user: User, pk: Any) -> ApprovalRequest:
    """Return the request, or raise `ApprovalRequest.DoesNotExist` without telling whether it exists."""
    return requests_for(user=user).get(pk=pk)


def _waiting(requests: QuerySet[ApprovalRequest]) -> QuerySet[ApprovalRequest]:
    """Return those of the requests that may still be decided."""
    return requests.filter(state=State.WAITING, ends_at__gt=timezone.now())


def waiting_for(*, user: User) -> QuerySet[ApprovalRequest]:
    """Return the waiting requests of others that the user may decide, the oldest first."""
    return _waiting(requests_for(user=user)).exclude(asked_by=user).order_by("asked_at")


def may_decide(*, user: User, request: ApprovalRequest) -> bool:
    """Return whether the user may confirm or refuse: another person, and secretary for every object.

    A deputy and the person for whom the deputy acts are not two people.
    """
    if not user.is_active or user.pk == request.asked_by_id:
        return False
    return user.is_superuser or (_covers(user, request) and not _are_one(user, request))


def people_to_ask(request: ApprovalRequest) -> list[User]:
    """Return the nearest people who may decide a request: secretaries of its units, else of the units above."""
    units = set(acted_on(request).exclude(unit=None).values_list("unit", flat=True))
    while units:
        roles = UnitRole.objects.in_force().filter(user=OuterRef("pk"), unit__in=units, role=SECRETARIAT)
        people = User.objects.filter(Exists(roles), is_active=True).order_by("sort_key", "pk")
        if able := [user for user in people if may_decide(user=user, request=request)]:
            return able
        above = Unit.objects.filter(pk__in=units).values_list("parent_id", flat=True)
        units = {pk for pk in above if pk is not None}
    return []


def _are_one(user: User, request: ApprovalRequest) -> bool:
    asker = request.asked_by
    for unit in acted_on(request).values_list("unit", flat=True).distinct().order_by("unit"):
        if principal_of(user, unit) == asker or principal_of(asker, unit) == user:
            return True
    return False


def may_ask(*, user: User, request: ApprovalRequest) -> bool:
    """Return whether the person who asked still has the right."""
    return user.is_active and (user.is_superuser or _covers(user, request))


def _covers(user: User, request: ApprovalRequest) -> bool:
    units = set(acted_on(request).values_list("unit", flat=True))
    return bool(units) and units <= units_of(user, SECRETARIAT)


def acted_on(request: ApprovalRequest) -> QuerySet[ApprovalObject]:
    """Return the objects on which the act is done, in the order in which they were named."""
    return ApprovalObject.objects.filter(request=request, is_acted_on=True).order_by("pk")


def unit_of(request: ApprovalRequest) -> Unit | None:
    """Return the unit of the first object that belongs to one."""
    first = acted_on(request).exclude(unit=None).select_related("unit").first()
    return first.unit if first else None


def rows_named(request: ApprovalRequest, model: type[Model]) -> list[str]:
    """Return the keys of the rows of a model that a request acts on or concerns."""
    named = ApprovalObject.objects.filter(request=request, table=model._meta.db_table)  # noqa: SLF001
    return list(named.values_list("row", flat=True))


def about(row: Model) -> QuerySet[ApprovalRequest]:
    """Return the requests that name a row, the newest first."""
    named = ApprovalObject.objects.filter(
        request=OuterRef("pk"),
        table=row._meta.db_table,  # noqa: SLF001 - documented by Django
        row=str(row.pk),
    )
    return ApprovalRequest.objects.filter(Exists(named)).select_related("asked_by", "decided_by")


def waiting_about(row: Model) -> list[ApprovalRequest]:
    """Return the requests about a row that may still be decided."""
    return list(_waiting(about(row)))


def done_alone(row: Model) -> QuerySet[ApprovalRequest]:
    """Return the acts on a row, or concerning it, that one person did alone, the oldest first."""
    return about(row).filter(state=State.ALONE).order_by("asked_at", "pk")


def needs_second(*, user: User, units: Iterable[int]) -> bool:
    """Return whether acts in these units take a second person: whether one of them has two secretaries.

    A unit above counts if the user is secretary there, so that a second role in a unit with one secretary does
    not avoid the rule.
    """
    if not settings.SECOND_PERSON:
        return False
    wanted = set(units)
    wanted |= units_above(wanted, parents_of_units(user)) & units_held(user, SECRETARIAT)
    return any(has_two_secretaries(unit) for unit in sorted(wanted))
