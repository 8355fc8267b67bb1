"""Reads of several rows about units and officials; the permission is part of the query."""

from collections.abc import Callable

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from officials.models import Dossier, Official, Post, RoleQuerySet, Unit, UnitRole, User, in_force
from officials.search import matching

SECRETARIAT = UnitRole.Role.SECRETARIAT
SUGGESTED = 20  # people offered at once
WHERE_OFFICIALS_ARE_FOUND = ("search_key", "posts__search_key", "posts__unit__search_key")


def units_of(user: User, *roles: str) -> set[int]:
    """Return ids of the units where `user` has one of `roles`, with all units below them; see `units_once`."""
    return units_once(user, roles, lambda: _units_of(user, roles))


def units_once(user: User, key: tuple[str, ...], find: Callable[[], set[int]]) -> set[int]:
    """Return what `find` returns, once while a page is rendered (`units_found`), else at each call."""
    if user.units_found is None:
        return find()
    if key not in user.units_found:
        user.units_found[key] = find()
    return user.units_found[key]


def _units_of(user: User, roles: tuple[str, ...]) -> set[int]:
    held = UnitRole.objects.in_force().filter(user=user, role__in=roles)
    waiting = list(held.values_list("unit_id", flat=True))
    if not waiting:
        return set()
    children: dict[int | None, list[int]] = {}
    for pk, parent in Unit.objects.values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(pk)
    found: set[int] = set()
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting.extend(children.get(unit, []))
    return found


def units_above(units: set[int]) -> set[int]:
    """Return ids of all superiors of `units`, without `units` themselves."""
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    found: set[int] = set()
    for unit in units:
        above = parents.get(unit)
        while above is not None and above not in found:
            found.add(above)
            above = parents.get(above)
    return found - units


def is_secretary(user: User) -> bool:
    """Return whether the user is secretary of any unit, or superuser."""
    if user.is_superuser:
        return True
    return UnitRole.objects.in_force().filter(user=user, role=SECRETARIAT).exists()


def secretaries_of(unit_id: int) -> QuerySet[User]:
    """Return the people who can log in and are secretaries of the unit itself, not only of one above."""
    roles = UnitRole.objects.in_force().filter(user=OuterRef("pk"), unit=unit_id, role=SECRETARIAT)
    return User.objects.filter(Exists(roles), is_active=True)


def has_two_secretaries(unit_id: int) -> bool:
    """Return whether two people act as secretaries of the unit; a deputy and the person deputised are one."""
    roles = UnitRole.objects.in_force().filter(unit=unit_id, role=SECRETARIAT, user__is_active=True)
    return len(set(roles.values_list(Coalesce("deputy_for", "user"), flat=True))) > 1


def keeps_rules(user: User) -> bool:
    """Return whether the user may change regulations: secretary of a topmost unit, or superuser."""
    if user.is_superuser:
        return True
    roles = UnitRole.objects.in_force().filter(user=user, role=SECRETARIAT)
    return roles.filter(unit__parent=None).exists()


def units_for_secretary(*, user: User) -> QuerySet[Unit]:
    """Return the units of a secretary with all units below them; all units for a superuser."""
    units = Unit.objects.select_related("parent", "authority")
    return units if user.is_superuser else units.filter(pk__any_of=units_of(user, SECRETARIAT))


def officials_for_secretary(*, user: User) -> QuerySet[Official]:
    """Return officials with a post at one of the secretary's units, and those without a post."""
    officials = Official.objects.select_related("user")
    if user.is_superuser:
        return officials
    held = Post.objects.filter(official=OuterRef("pk"))
    here = held.filter(unit__any_of=units_of(user, SECRETARIAT))
    return officials.filter(Exists(here) | ~Exists(held))


def officials_with_posts(*, user: User) -> QuerySet[Official]:
    """Return the secretary's officials that hold a post."""
    held = Post.objects.filter(official=OuterRef("pk"))
    return officials_for_secretary(user=user).filter(Exists(held))


def officials_like(*, user: User, text: str) -> QuerySet[Official]:
    """Return at most `SUGGESTED` of the secretary's officials, with their posts.

    Each word of `text` begins a word of the name, a post or its unit.
    """
    found = matching(officials_for_secretary(user=user), text, *WHERE_OFFICIALS_ARE_FOUND)
    return found.prefetch_related("posts__unit")[:SUGGESTED]


def officials_named(rows: QuerySet[Official], text: str) -> QuerySet[Official]:
    """Return the officials of `rows` whose names hold the words of `text`, with their posts."""
    return matching(rows, text, "search_key").prefetch_related("posts__unit")


def dossiers_for_secretary(*, user: User) -> QuerySet[Dossier]:
    """Return the dossiers of the secretary's officials."""
    dossiers = Dossier.objects.select_related("official")
    return dossiers.filter(official__in=officials_for_secretary(user=user))


def holds_posts_elsewhere(*, user: User, official: Official) -> bool:
    """Return whether the official also holds posts in units of other secretaries."""
    if user.is_superuser:
        return False
    return official.posts.exclude(unit__any_of=units_of(user, SECRETARIAT)).exists()


def roles_over(unit: Unit) -> QuerySet[UnitRole]:
    """Return the roles that count in a unit today: its own, then those in the units above it."""
    units = {unit.pk} | units_above({unit.pk})
    roles = UnitRole.objects.in_force().filter(unit__in=units).select_related("user", "unit", "deputy_for")
    own = Case(When(unit=unit.pk, then=0), default=1)
    return roles.order_by(own, "unit__name", "role", "user__sort_key", "pk")


def superusers() -> QuerySet[User]:
    """Return the people who may do everything in the administration."""
    return User.objects.filter(is_superuser=True, is_active=True).order_by("sort_key", "pk")


def units_with_roles(*, user: User) -> QuerySet[Unit]:
    """Return the secretary's units with `roles_held` and `roles_due`, those with roles due first."""
    held = in_force("roles__")
    units = units_for_secretary(user=user).select_related(None)
    counted = units.annotate(
        roles_held=Count("roles", filter=held),
        roles_due=Count("roles", filter=held & Q(roles__is_review_due=True)),
    )
    return counted.order_by("-roles_due", "name", "pk")


def roles_due(*, user: User) -> int:
    """Return how many roles this secretary has to review this year; the secretary's own are reviewed by others."""
    due = roles_for_secretary(user=user).in_force().filter(is_review_due=True).exclude(user=user)
    if user.is_superuser:
        return due.count()
    wanted = Q(role=SECRETARIAT) | Q(unit__in=units_to_give(user=user, role=UnitRole.Role.AUDITOR))
    return due.filter(wanted).count()


def role_like(role: UnitRole) -> UnitRole:
    """Return the stored role of the same person, unit and kind. Raises `UnitRole.DoesNotExist`."""
    return UnitRole.objects.get(user=role.user_id, unit=role.unit_id, role=role.role)


def roles_in_words(user: User) -> list[str]:
    """Return the roles of a person as lines of text, in the current language."""
    roles = UnitRole.objects.filter(user=user).select_related("unit").order_by("unit__name", "role", "pk")
    return [_in_words(role) for role in roles.select_related("deputy_for")]


def _in_words(role: UnitRole) -> str:
    words = f"{role.get_role_display()}, {role.unit}"
    if role.deputy_for:
        words += f", {gettext('deputy for %(person)s') % {'person': role.deputy_for}}"
    if role.ends_on:
        words += f", {gettext('until %(day)s') % {'day': f'{role.ends_on:%d/%m/%Y}'}}"
    return words


def roles_for_secretary(*, user: User) -> RoleQuerySet:
    """Return the roles in the secretary's units."""
    roles = UnitRole.objects.select_related("user", "unit", "deputy_for")
    return roles if user.is_superuser else roles.filter(unit__any_of=units_of(user, SECRETARIAT))


def units_to_give(*, user: User, role: str) -> set[int]:
    """Return ids of the units in which a secretary gives or takes this role.

    Leadership and auditor are given by the superior unit, since the unit's own secretary would choose
    who supervises; in a topmost unit only a superuser gives them.
    """
    mine = units_of(user, SECRETARIAT)
    if role == SECRETARIAT:
        return mine
    return set(Unit.objects.filter(pk__in=mine, parent__in=mine).values_list("pk", flat=True))


def account_of_name(username: str) -> User | None:
    """Return the account with exactly this user name."""
    return User.objects.filter(username=username).first()
