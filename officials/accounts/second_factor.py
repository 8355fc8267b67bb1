"""Whether an account has a second factor, and whether it must have one."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from officials.models import UnitRole, User

REAL = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Return whether an app or a key is registered; recovery codes alone do not count."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=REAL).exists())


def lacks_second_factor(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Return whether the person must have a second factor and has none.

    People with a role in a unit that counts today, and superusers, must. Members of counting teams hold a key of their own,
    so without such a role they need none. Costs a voter one query.
    """
    return isinstance(user, User) and _must_have_one(user) and not has_second_factor(user)


def _must_have_one(user: User) -> bool:
    if user.is_superuser or user.is_staff:
        return True
    return UnitRole.objects.in_force().filter(user=user).exists()
