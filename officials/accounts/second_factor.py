"""Who has a second step when logging in."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

REAL = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Say whether an app or key is registered; recovery codes alone do not count."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=REAL).exists())
