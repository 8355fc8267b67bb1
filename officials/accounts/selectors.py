"""Reads of accounts by what people type when they log in."""

from allauth.account.models import EmailAddress
from django.db.models import Case, Exists, OuterRef, Q, When

from officials.models import User


def account_by_email(email: str) -> User | None:
    """Return the active account that receives mail at this address, with one query in any case.

    A confirmed address wins over the one that the secretariat wrote into an imported roll.
    """
    confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), email__iexact=email, verified=True)
    accounts = User.objects.annotate(is_confirmed=Exists(confirmed)).filter(is_active=True)
    accounts = accounts.filter(Q(is_confirmed=True) | Q(email__iexact=email))
    return accounts.order_by(Case(When(is_confirmed=True, then=0), default=1), "pk").first()
