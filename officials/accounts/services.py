"""Writes about addresses and second factors of accounts."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from officials.models import User


@transaction.atomic
def adopt_address(*, user: User) -> None:
    """Make the registered address the only one for logging in; repeating it does nothing.

    Accounts and their addresses come from the secretariat, so the address counts as confirmed;
    an earlier one must not receive codes any longer.
    """
    addresses = EmailAddress.objects.filter(user=user)
    others = addresses.exclude(email__iexact=user.email)
    others.filter(verified=True).delete()
    others.update(primary=False)
    if user.email:
        EmailAddress.objects.update_or_create(
            user=user,
            email=user.email.lower(),
            defaults={"verified": True, "primary": True},
        )


@transaction.atomic
def forget_second_step(*, user: User) -> int:
    """Remove app, keys and recovery codes from an account; return how many there were.

    The password stays and is enough again to log in, so the person must be identified in person.
    """
    removed, _by_model = Authenticator.objects.filter(user=user).delete()
    return int(removed)
