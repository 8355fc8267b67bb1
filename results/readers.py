"""The people who can read a result now, each by a right; the inverse of `results.selectors.results_for_reader`.

A test compares both for every role, scope and state.
"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from officials.models import UnitRole, User, in_force
from officials.selectors import parents_of_units, units_above
from results.models import Publication
from results.selectors import BEYOND_THE_MEETING
from rounds.frozen import frozen_configuration
from rounds.models import Line, Round
from rounds.read_once import once

Role = UnitRole.Role
Scope = Round.Scope


@dataclass(frozen=True, slots=True)
class Right:
    """A right to read, and the names of the people who have it; `count` stands for a whole roll."""

    label: str | Promise
    names: list[str]
    count: int | None = None


def rights_over(round_: Round) -> list[Right]:
    """Return the rights by which a certified result can be read now; [] before. At most 6 queries.

    For callers that hold the permission to see the round.
    """
    return once(round_, "rights", lambda: _rights_over(round_)) if round_.has_documents else []


def _rights_over(round_: Round) -> list[Right]:
    roles = _roles(round_)
    found = [
        Right(_("counting team"), [member.name for member in frozen_configuration(round_).team]),
        Right(_("secretariat of the unit and of its superiors"), roles[Role.SECRETARIAT]),
        Right(_("auditors of the unit and of its superiors"), roles[Role.AUDITOR]),
        Right(_("superusers"), _names(User.objects.filter(is_superuser=True, is_active=True))),
        *_readers(round_, roles[Role.LEADERSHIP]),
    ]
    return [right for right in found if right.names or right.count is not None]


def _readers(round_: Round, leaders: list[str]) -> list[Right]:
    if round_.marking == Round.Marking.SECRET or round_.is_rehearsal:
        return []
    found = [Right(_("leadership of the managing authorities, as frozen"), _governing(round_))]
    publication = Publication.objects.filter(round=round_).first()
    if publication is None:
        return found
    if publication.scope in BEYOND_THE_MEETING:
        found += [Right(_("leadership of the unit and of its superiors"), leaders)]
        found += [Right(_("officials on the ballot"), _on_ballot(round_))]
    found += [Right(_("voters of the round"), [], round_.electors.count())]
    if publication.scope == Scope.PUBLIC:
        found += [Right(_("everyone"), [], 0)]
    return found


def new_readers(round_: Round, scope: str) -> QuerySet[User]:
    """Return the accounts that publishing in this scope lets read the result, in the order of names."""
    readers = Q(electorates__round=round_)
    if scope in BEYOND_THE_MEETING:
        units = {round_.unit_id} | units_above({round_.unit_id})
        leads = Q(unit_roles__role=Role.LEADERSHIP) & in_force("unit_roles__")
        readers |= Q(unit_roles__unit__in=units) & leads
        readers |= Q(official__lines__round=round_) | Q(official__merged__lines__round=round_)
        readers |= Q(unit_roles__unit__in=_authorities(round_)) & leads
    found = User.objects.filter(readers, is_active=True).values("pk")
    return User.objects.filter(pk__in=found).order_by("sort_key", "pk")


def _roles(round_: Round) -> dict[str, list[str]]:
    """Return the people with each role in the unit of the round or above it; 2 queries."""
    units = {round_.unit_id} | units_above({round_.unit_id}, once(round_, "parents", parents_of_units))
    rows = UnitRole.objects.in_force().filter(unit__in=units, user__is_active=True)
    found: dict[str, list[str]] = {role: [] for role in Role}
    for role in rows.select_related("user").order_by("user__sort_key", "pk"):
        if str(role.user) not in found[role.role]:
            found[role.role].append(str(role.user))
    return found


def _governing(round_: Round) -> list[str]:
    leads = Q(unit_roles__unit__in=_authorities(round_), unit_roles__role=Role.LEADERSHIP)
    leads &= in_force("unit_roles__")
    return _names(User.objects.filter(leads, is_active=True))


def _authorities(round_: Round) -> set[int]:
    """Return ids of the authority of the round and of those of its lines, as frozen; one query."""
    managed = round_.lines.exclude(managed_by=None).order_by().values_list("managed_by", flat=True)
    return {*managed.distinct()} | ({round_.authority_id} if round_.authority_id else set())


def _on_ballot(round_: Round) -> list[str]:
    lines = Line.objects.filter(round=round_)
    about = Q(official__lines__in=lines) | Q(official__merged__lines__in=lines)
    return _names(User.objects.filter(about, is_active=True))


def _names(accounts: QuerySet[User]) -> list[str]:
    return [str(account) for account in accounts.distinct().order_by("sort_key", "pk")]
