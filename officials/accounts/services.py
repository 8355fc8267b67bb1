"""Writes about how people log in."""

from allauth.account.models import EmailAddress
from django.db import transaction

from officials.models import User


@transaction.atomic
def adopt_address(*, user: User) -> None:
    """Make the registered address the only one that opens the account; safe twice.

    Accounts and their addresses come from the secretariat, so the address counts as confirmed;
    an earlier one must not receive codes any longer.
    """
    addresses = EmailAddress.objects.filter(user=user)
    addresses.exclude(email__iexact=user.email).filter(verified=True).delete()
    if user.email:
        EmailAddress.objects.update_or_create(
            user=user,
            email=user.email.lower(),
            defaults={"verified": True, "primary": True},
        )
