"""Every read over several rows; permission is part of the query (architecture note)."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from officials.models import Unit, UnitRole, User
from rounds.lifecycle import RoundId
from rounds.models import CommitteeMember, Elector, Round

State = Round.State
VISIBLE_TO_VOTERS = [s for s in State.values if s != State.DRAFT]


def units_of(user: User, *roles: str) -> set[int]:
    """Return ids of the units where `user` has one of `roles`, with all units below them."""
    direct = UnitRole.objects.filter(user=user, role__in=roles).values_list("unit_id", flat=True)
    children: dict[int | None, list[int]] = {}
    for pk, parent in Unit.objects.values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(pk)
    found: set[int] = set()
    waiting = list(direct)
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting.extend(children.get(unit, []))
    return found


def rounds_for_secretary(*, user: User) -> QuerySet[Round]:
    """Return the rounds this person configures: of their units, or all for a superuser."""
    rounds = Round.objects.select_related("unit", "campaign", "rule_set")
    if user.is_superuser:
        return rounds
    return rounds.filter(unit_id__in=units_of(user, UnitRole.Role.SECRETARIAT))


def rounds_for_voter(*, user: User) -> QuerySet[Round]:
    """Return the sealed or later rounds on whose roll the person stands."""
    on_roll = Elector.objects.filter(round=OuterRef("pk"), user=user)
    rounds = Round.objects.filter(Exists(on_roll), state__in=VISIBLE_TO_VOTERS)
    return rounds.select_related("unit", "campaign")


def rounds_for_committee(*, user: User) -> QuerySet[Round]:
    """Return the sealed or later rounds in whose counting team the person is."""
    member = CommitteeMember.objects.filter(round=OuterRef("pk"), user=user)
    rounds = Round.objects.filter(Exists(member), state__in=VISIBLE_TO_VOTERS)
    return rounds.select_related("unit", "campaign")


def round_for_secretary(*, user: User, pk: RoundId) -> Round:
    """Return the round, or raise `Round.DoesNotExist` without telling whether it exists."""
    return rounds_for_secretary(user=user).get(pk=pk)


def round_for_voter(*, user: User, pk: RoundId) -> Round:
    """Return the round, or raise `Round.DoesNotExist` without telling whether it exists."""
    return rounds_for_voter(user=user).get(pk=pk)


def round_for_committee(*, user: User, pk: RoundId) -> Round:
    """Return the round, or raise `Round.DoesNotExist` without telling whether it exists."""
    return rounds_for_committee(user=user).get(pk=pk)


def readers_of_unit(user: User) -> Q:
    """Return the condition on rounds whose unit the person leads, manages as authority, or audits."""
    leads = units_of(user, UnitRole.Role.LEADERSHIP)
    staff = units_of(user, UnitRole.Role.SECRETARIAT, UnitRole.Role.AUDITOR)
    direct = UnitRole.objects.filter(user=user, role=UnitRole.Role.LEADERSHIP)
    authority = Q(unit__authority_id__in=direct.values("unit_id"))
    return Q(unit_id__in=leads | staff) | authority
