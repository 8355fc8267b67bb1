"""The person for whom a deputy acts in a unit (docs/access.md)."""

from officials.models import UnitRole, User
from officials.selectors import units_above


def principal_of(user: User, unit_id: int | None) -> User | None:
    """Return the person for whom the user acts as a deputy in a unit, or None.

    A role of the user's own, in the unit or in one above it, takes precedence. One query for most people.
    """
    roles = list(UnitRole.objects.in_force().filter(user=user).select_related("deputy_for"))
    if not any(role.deputy_for_id for role in roles) or user.is_superuser:
        return None
    here = roles
    if unit_id is not None:
        above = units_above({unit_id}) | {unit_id}
        here = [role for role in roles if role.unit_id in above]
    if any(not role.deputy_for_id for role in here):
        return None
    return next((role.deputy_for for role in here), None)
