"""Find the account of an entry of the directory, tie the two and untie them (docs/decisions/32-login-through-a-directory.md)."""

from django.conf import settings
from django.db import transaction

from audit.services import act
from common.questions import is_so
from officials.accounts import own_changes
from officials.accounts.directory import Claims
from officials.accounts.selectors import account_for_entry, account_of_subject
from officials.models import DirectoryIdentity, User


@transaction.atomic
def account_through_directory(*, claims: Claims) -> User | None:
    """Return the account of an entry of the directory, or None, and tie the two at the first login.

    Afterwards no other entry opens the account, even if a staff code or an address is given to another person.
    While the person is on the roll of a vote nothing is written, since it would reveal when the person logged in.
    """
    tied = account_of_subject(claims.subject)
    if tied:
        return tied
    user = account_for_entry(staff_code=claims.staff_code, address=claims.address)
    if user and not is_so("person.is_held", user_id=user.pk):
        with act("directory.tie", actor=user, subject=user):
            _row, is_new = DirectoryIdentity.objects.get_or_create(
                user=user, defaults={"issuer": settings.OIDC_ISSUER, "subject": claims.subject}
            )
        if is_new:
            own_changes.tell(user=user, kind=own_changes.TIED, detail=settings.OIDC_NAME)
    return user


@transaction.atomic
def forget_directory(*, user: User) -> bool:
    """Untie the account from its entry of the directory; return whether it was tied."""
    with act("directory.forget", subject=user):
        removed, _by_model = DirectoryIdentity.objects.filter(user=user).delete()
    if removed:
        own_changes.tell(user=user, kind=own_changes.UNTIED, detail=settings.OIDC_NAME)
    return bool(removed)
