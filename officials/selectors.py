"""Every read over several rows; permission is part of the query (docs/architecture.md)."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from officials.models import Dossier, Official, Post, Unit, UnitRole, User

SECRETARIAT = UnitRole.Role.SECRETARIAT


def units_of(user: User, *roles: str) -> set[int]:
    """Return ids of the units where `user` has one of `roles`, with all units below them.

    Asked anew each time, unless the page being shown remembers what was found (`units_found`).
    """
    if user.units_found is None:
        return _units_of(user, roles)
    if roles not in user.units_found:
        user.units_found[roles] = _units_of(user, roles)
    return user.units_found[roles]


def _units_of(user: User, roles: tuple[str, ...]) -> set[int]:
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
    """Return whether the person works in some secretariat, or keeps the whole installation."""
    if user.is_superuser:
        return True
    return UnitRole.objects.filter(user=user, role=SECRETARIAT).exists()


def keeps_rules(user: User) -> bool:
    """Return whether the person may change regulations: secretary of a unit without superior, or superuser."""
    if user.is_superuser:
        return True
    return UnitRole.objects.filter(user=user, role=SECRETARIAT, unit__parent=None).exists()


def units_for_secretary(*, user: User) -> QuerySet[Unit]:
    """Return the units a secretary keeps: of the role, and all below; all for a superuser."""
    units = Unit.objects.select_related("parent", "authority")
    return units if user.is_superuser else units.filter(pk__in=units_of(user, SECRETARIAT))


def officials_for_secretary(*, user: User) -> QuerySet[Official]:
    """Return officials with a post at a unit the secretary keeps, and those without any post yet."""
    officials = Official.objects.select_related("user")
    if user.is_superuser:
        return officials
    held = Post.objects.filter(official=OuterRef("pk"))
    here = held.filter(unit_id__in=units_of(user, SECRETARIAT))
    return officials.filter(Exists(here) | ~Exists(held))


def officials_with_posts(*, user: User) -> QuerySet[Official]:
    """Return the officials a secretary keeps who hold a post."""
    held = Post.objects.filter(official=OuterRef("pk"))
    return officials_for_secretary(user=user).filter(Exists(held))


def dossiers_for_secretary(*, user: User) -> QuerySet[Dossier]:
    """Return the dossiers of the officials a secretary keeps."""
    dossiers = Dossier.objects.select_related("official")
    return dossiers.filter(official__in=officials_for_secretary(user=user))


def holds_posts_elsewhere(*, user: User, official: Official) -> bool:
    """Return whether the official also belongs to units that this secretary does not keep."""
    if user.is_superuser:
        return False
    return official.posts.exclude(unit_id__in=units_of(user, SECRETARIAT)).exists()


def roles_for_secretary(*, user: User) -> QuerySet[UnitRole]:
    """Return the roles in the units a secretary keeps."""
    roles = UnitRole.objects.select_related("user", "unit")
    return roles if user.is_superuser else roles.filter(unit_id__in=units_of(user, SECRETARIAT))


def address_book(*, user: User) -> QuerySet[User]:
    """Return the accounts a secretary may name in a roll, team or role: all but superusers'.

    To be named by who knows the name or the login; `rounds.selectors.accounts_to_list` says who is listed.
    """
    accounts = User.objects.all()
    if user.is_superuser:
        return accounts
    return accounts.filter(Q(is_superuser=False) | Q(pk=user.pk))
