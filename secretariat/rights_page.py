"""The page of the roles that apply in a unit: what each allows, its dates, and whether its yearly review is due."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from common.refusals import Text
from officials.models import Unit, UnitRole, User
from officials.selectors import roles_over, superusers, units_to_give, units_with_roles

PER_PAGE = 50
Role = UnitRole.Role
MAY: Mapping[str, Text] = {
    Role.SECRETARIAT: _(
        "prepares rounds and accounts of the unit and the units below, takes the steps of the meeting day, reads "
        "the results"
    ),
    Role.LEADERSHIP: _("reads the published results of the unit and the units below"),
    Role.AUDITOR: _(
        "reads results, documents and bundles of the unit and the units below once they are certified"
    ),
}


@dataclass(frozen=True)
class RoleRow:
    """A role and what it allows; `may_review` if the reader may confirm or revoke it."""

    role: UnitRole
    may: Text
    is_from_above: bool
    may_review: bool
    is_own: bool


@dataclass(frozen=True)
class RightsPage:
    """Everything that the page of a unit prints."""

    unit: Unit
    rows: list[RoleRow]
    superusers: list[User]


def rights_page(unit: Unit, user: User) -> RightsPage:
    """Return the page of a unit of the secretary; a fixed number of queries."""
    given = {role: units_to_give(user=user, role=role) for role in Role}
    rows = [
        RoleRow(
            role=role,
            may=MAY[role.role],
            is_from_above=role.unit_id != unit.pk,
            may_review=user.is_superuser or role.unit_id in given[Role(role.role)],
            is_own=role.user_id == user.pk,
        )
        for role in roles_over(unit)
    ]
    return RightsPage(unit, rows, list(superusers()))


def units_page(user: User, number: str | None) -> Page[Unit]:
    """Return a page of the secretary's units, each with the number of its roles and of those due."""
    return Paginator(units_with_roles(user=user), PER_PAGE).get_page(number)
