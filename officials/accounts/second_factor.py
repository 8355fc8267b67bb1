"""Whether an account has a second factor."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

REAL = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Return whether an app or a key is registered; recovery codes alone do not count."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=REAL).exists())
