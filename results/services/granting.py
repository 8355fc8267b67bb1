"""Grants of roles, moves of units and links of accounts, noted where they open a certified round.

A right that is given after certification opens the result at once. The log of each round that a person
can newly read says so, at that moment.
"""

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from officials import services as officials_services
from officials.models import Official, Unit, UnitRole, User
from officials.selectors import units_above
from results.selectors import bundles_for_reader, results_for_reader
from rounds.models import Round
from rounds.services.noting import note_event

OPENED = "reader_added"
DAYS = ("starts_on", "ends_on")


@transaction.atomic
def save_role(*, role: UnitRole, actor: User) -> UnitRole:
    """Write a role as `officials.services.save_role` does."""
    with translation.override(settings.LANGUAGE_CODE):
        right = f"{role.get_role_display()}, {role.unit}"
    with _noting([role.user], right, actor):
        return officials_services.save_role(role=role, actor=actor)


def give_role(*, user: User, actor: User, unit: int, role: str, **terms: Any) -> UnitRole:
    """Give a role from plain values: an act of `approvals`. `terms`: starts_on and ends_on as ISO days, deputy_for."""
    days = {name: datetime.date.fromisoformat(terms[name]) for name in DAYS if terms.get(name)}
    given = UnitRole(user=user, unit_id=unit, role=role, deputy_for_id=terms.get("deputy_for"), **days)
    return save_role(role=given, actor=actor)


@transaction.atomic
def save_unit(*, unit: Unit, actor: User) -> Unit:
    """Write a unit as `officials.services.save_unit` does; another superior brings other readers."""
    is_moved = unit.pk and not Unit.objects.filter(pk=unit.pk, parent=unit.parent_id).exists()
    above = units_above({unit.parent_id}) | {unit.parent_id} if unit.parent_id else set()
    people = User.objects.filter(unit_roles__unit__in=above).distinct() if is_moved else []
    with _noting(people, _in_words_of_the_log("superior", unit), actor):
        return officials_services.save_unit(unit=unit)


@transaction.atomic
def save_official(*, official: Official, actor: User) -> Official:
    """Write an official as `officials.services.save` does; the linked account reads what is published."""
    people = [official.user] if official.user and official.pk else []
    with _noting(people, _in_words_of_the_log("account", official), actor):
        return officials_services.save(row=official)


def _in_words_of_the_log(what: str, row: Unit | Official) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        words = {
            "superior": _("“%(row)s” has another superior"),
            "account": _("account of the official “%(row)s”"),
        }
        return words[what] % {"row": row}


@contextmanager
def _noting(people: Iterable[User], right: str, actor: User) -> Iterator[None]:
    """Write an entry into the log of each round that one of `people` can read only after the block."""
    before = [(user, _readable(user)) for user in people]
    yield
    for user, known in before:
        for round_ in Round.objects.filter(pk__in=_readable(user) - known).order_by("pk"):
            note_event(round_, OPENED, actor=actor, detail=f"{user}: {right}")


def _readable(user: User) -> set[UUID]:
    user.units_found = None  # what was cached before the change
    results = results_for_reader(user=user).values_list("pk", flat=True)
    return set(results) | set(bundles_for_reader(user=user).values_list("pk", flat=True))
