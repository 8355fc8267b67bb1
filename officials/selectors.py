"""Reads of several rows about units and officials; the permission is part of the query."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext

from officials.models import (
    Dossier,
    Official,
    PersonRequest,
    Post,
    RoleQuerySet,
    Unit,
    UnitRole,
    User,
    in_force,
)
from officials.search import matching

T = TypeVar("T")
SECRETARIAT = UnitRole.Role.SECRETARIAT
Parents = dict[int, int | None]
PARENTS, ROLES = ("parents",), ("roles",)  # beside the roles in the cache
SUGGESTED = 20  # people offered at once
WHERE_OFFICIALS_ARE_FOUND = ("search_key", "posts__search_key", "posts__unit__search_key")


def units_of(user: User, *roles: str) -> set[int]:
    """Return ids of the units where `user` has one of `roles`, with all units below them; see `once_a_page`."""
    return once_a_page(user, roles, lambda: _units_of(user, roles))


def once_a_page(user: User, key: tuple[str, ...], find: Callable[[], T]) -> T:
    """Return what `find` returns, once while a page is rendered (`units_found`), else at each call."""
    if user.units_found is None:
        return find()
    if key not in user.units_found:
        user.units_found[key] = find()
    found: T = user.units_found[key]
    return found


def _units_of(user: User, roles: tuple[str, ...]) -> set[int]:
    held = units_held(user, *roles)
    return units_below(held, parents_of_units(user)) if held else set()


def units_held(user: User, *roles: str) -> set[int]:
    """Return ids of the units where `user` has one of `roles`, without those below them; see `once_a_page`."""
    held = UnitRole.objects.in_force().filter(user=user).values_list("role", "unit_id")
    return {unit for role, unit in once_a_page(user, ROLES, lambda: list(held)) if role in roles}


def parents_of_units(user: User | None = None) -> Parents:
    """Return unit → its superior, of all units; for a user see `once_a_page`."""
    if user is not None:
        return once_a_page(user, PARENTS, parents_of_units)
    return dict(Unit.objects.order_by().values_list("pk", "parent_id"))


def units_below(units: set[int], parents: Parents | None = None) -> set[int]:
    """Return ids of `units` with all units below them; one query unless `parents` of all units are given."""
    children: dict[int | None, list[int]] = {}
    for pk, parent in (parents_of_units() if parents is None else parents).items():
        children.setdefault(parent, []).append(pk)
    waiting, found = list(units), set[int]()
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting.extend(children.get(unit, []))
    return found


def units_above(units: set[int], parents: Parents | None = None) -> set[int]:
    """Return ids of all superiors of `units`, without `units` themselves; as `units_below`."""
    parents = parents_of_units() if parents is None else parents
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
    return bool(units_held(user, SECRETARIAT))


def secretaries_of(unit_id: int) -> QuerySet[User]:
    """Return the people who can log in and are secretaries of the unit itself, not only of one above."""
    roles = UnitRole.objects.in_force().filter(user=OuterRef("pk"), unit=unit_id, role=SECRETARIAT)
    return User.objects.filter(Exists(roles), is_active=True)


def nearest_secretaries(units: Iterable[Unit]) -> QuerySet[User]:
    """Return the secretaries of these units; of the nearest unit above for a unit that has none."""
    found: set[int] = set()
    for unit in units:
        place: Unit | None = unit
        while place and not (people := set(secretaries_of(place.pk).values_list("pk", flat=True))):
            place = place.parent
        found |= people if place else set()
    return User.objects.filter(pk__in=found).order_by("sort_key", "pk")


def has_two_secretaries(unit_id: int) -> bool:
    """Return whether two people act as secretaries of the unit; a deputy and the person deputised are one."""
    roles = UnitRole.objects.in_force().filter(unit=unit_id, role=SECRETARIAT, user__is_active=True)
    return len(set(roles.values_list(Coalesce("deputy_for", "user"), flat=True))) > 1


def keeps_rules(user: User) -> bool:
    """Return whether the user may change regulations: secretary of a topmost unit, or superuser."""
    if user.is_superuser:
        return True
    held = units_held(user, SECRETARIAT)
    parents = parents_of_units(user) if held else {}
    return any(parents.get(unit, unit) is None for unit in held)


def units_for_secretary(*, user: User) -> QuerySet[Unit]:
    """Return the units of a secretary with all units below them; all units for a superuser."""
    units = Unit.objects.select_related("parent", "authority")
    return units if user.is_superuser else units.filter(pk__any_of=units_of(user, SECRETARIAT))


def all_units() -> QuerySet[Unit]:
    """Return every unit of the installation with its superior; their names are known to every secretary."""
    return Unit.objects.select_related("parent")


def officials_for_secretary(*, user: User) -> QuerySet[Official]:
    """Return officials with a post at one of the secretary's units, those without a post, and those lent on request.

    A record that was merged into another is not among them.
    """
    officials = Official.objects.select_related("user").filter(merged_into=None)
    if user.is_superuser:
        return officials
    mine = units_of(user, SECRETARIAT)
    held = Post.objects.filter(official=OuterRef("pk"))
    lent = PersonRequest.objects.filter(
        account=OuterRef("user"), unit__any_of=mine, state=PersonRequest.State.ACCEPTED
    )
    return officials.filter(Exists(held.filter(unit__any_of=mine)) | ~Exists(held) | Exists(lent))


def officials_elsewhere(*, user: User) -> set[int]:
    """Return ids of the secretary's officials that hold posts in units of other secretaries, which keep their names."""
    if user.is_superuser:
        return set()
    outside = Post.objects.exclude(unit__any_of=units_of(user, SECRETARIAT)).values("official")
    return set(
        officials_for_secretary(user=user).filter(pk__in=outside).order_by().values_list("pk", flat=True)
    )


def accounts_kept_by(*, user: User) -> QuerySet[User]:
    """Return the accounts that the secretary's units made; all for a superuser."""
    accounts = User.objects.filter(is_active=True, is_simulated=False)
    return accounts if user.is_superuser else accounts.filter(unit__any_of=units_of(user, SECRETARIAT))


def accounts_of_units(*, user: User, codes: set[str], emails: set[str]) -> QuerySet[User]:
    """Return accounts of the secretary's units, without an official, that have one of these codes or addresses."""
    wanted = Q(staff_code__in=codes) | Q(pk__in=_with_address(emails))
    accounts = User.objects.filter(wanted, official=None)
    return accounts if user.is_superuser else accounts.filter(unit__any_of=units_of(user, SECRETARIAT))


def _with_address(emails: set[str]) -> QuerySet[Any]:
    return User.objects.annotate(lower=Lower("email")).filter(lower__in=emails).values("pk")


def codes_of_officials(codes: set[str]) -> set[str]:
    """Return which of these staff codes officials have, whoever sees them."""
    return set(Official.objects.filter(staff_code__in=codes).values_list("staff_code", flat=True))


def posts_for_secretary(*, user: User) -> QuerySet[Post]:
    """Return the posts at the secretary's units, in the order of their holders."""
    posts = Post.objects.select_related("official", "unit__authority", "managed_by", "group")
    if not user.is_superuser:
        posts = posts.filter(unit__any_of=units_of(user, SECRETARIAT))
    return posts.order_by("official__sort_key", "official", "pk")


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


def roles_due(*, user: User) -> RoleQuerySet:
    """Return the roles that this secretary has to review this year; the secretary's own are reviewed by others."""
    due = roles_for_secretary(user=user).in_force().filter(is_review_due=True).exclude(user=user)
    if user.is_superuser:
        return due
    wanted = Q(role=SECRETARIAT) | Q(unit__any_of=units_to_give(user=user, role=UnitRole.Role.AUDITOR))
    return due.filter(wanted)


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
    parents = parents_of_units(user)
    return {unit for unit in mine if parents.get(unit) in mine}


def account_of_name(username: str) -> User | None:
    """Return the account with exactly this user name."""
    return User.objects.filter(username=username).first()
