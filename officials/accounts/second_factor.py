"""Who has a second step when logging in."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser

REAL = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: AbstractBaseUser) -> bool:
    """Say whether an app or key is registered; recovery codes alone do not count."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=REAL).exists()
