"""Reads of accounts by what people type, and of the requests of units for people of others."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone

from officials.accounts.hashers import FORMER_COSTS
from officials.models import DirectoryIdentity, LoginLink, PersonRequest, UnitRole, User
from officials.selectors import units_of

State = PersonRequest.State


def account_by_email(email: str) -> User | None:
    """Return the active account that receives mail at this address, with one query in any case.

    A confirmed address wins over the one that the secretariat wrote into an imported roll.
    """
    confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), email__iexact=email, verified=True)
    accounts = User.objects.annotate(is_confirmed=Exists(confirmed)).filter(is_active=True)
    accounts = accounts.filter(Q(is_confirmed=True) | Q(email__iexact=email))
    return accounts.order_by(Case(When(is_confirmed=True, then=0), default=1), "pk").first()


def account_key(login: str) -> str:
    """Return the same text for user name and addresses of an account; an unknown login is its own key."""
    address = EmailAddress.objects.filter(user=OuterRef("pk"), email__iexact=login)
    accounts = User.objects.filter(Q(username__iexact=login) | Q(email__iexact=login) | Q(Exists(address)))
    found = accounts.order_by("pk").values_list("pk", flat=True).first()
    return login if found is None else f"account {found}"


def former_hashes_exist() -> bool:
    """Return whether an account has not logged in since the costs of hashing changed."""
    return User.objects.filter(password__startswith=FORMER_COSTS).exists()


def passkeys() -> QuerySet[Authenticator]:
    """Return the keys with which a person logs in without a password."""
    resident = {"data__credential__clientExtensionResults__credProps__rk": True}
    found: QuerySet[Authenticator] = Authenticator.objects.filter(
        type=Authenticator.Type.WEBAUTHN, **resident
    )
    return found


def is_passkey(authenticator: Authenticator) -> bool:
    """Return whether the authenticator is one of `passkeys`."""
    return passkeys().filter(pk=authenticator.pk).exists()


def has_passkey(account: User) -> bool:
    """Return whether the person has one of `passkeys`."""
    return passkeys().filter(user=account).exists()


def valid_link(code_hash: str) -> LoginLink | None:
    """Return the link for logging in with this hash, with its account, if it can be used now."""
    links = LoginLink.objects.filter(code_hash=code_hash, valid_until__gt=timezone.now())
    return links.filter(user__is_active=True).select_related("user__unit").first()


def link_of(account: User) -> LoginLink | None:
    """Return the link for logging in that was sent to the person and can be used now."""
    return LoginLink.objects.filter(user=account, valid_until__gt=timezone.now()).first()


def accounts_lent_by(*, user: User) -> QuerySet[User]:
    """Return the accounts for which the user answers requests: of the own units; all for a superuser."""
    accounts = User.objects.filter(is_superuser=False, is_active=True, is_simulated=False)
    if user.is_superuser:
        return accounts
    return accounts.filter(unit__any_of=units_of(user, UnitRole.Role.SECRETARIAT))


def account_named(*, text: str, user: User) -> User | None:
    """Return the user's own account with exactly this staff code or e-mail address."""
    named = Q(staff_code=text, staff_code__gt="") | Q(email__iexact=text)
    return accounts_lent_by(user=user).filter(named).order_by("pk").first()


def requests_to_answer(*, user: User) -> QuerySet[PersonRequest]:
    """Return the waiting requests for people of the user's units, with the name of the `person`."""
    code = Q(staff_code__iexact=OuterRef("named"), staff_code__gt="")
    named = accounts_lent_by(user=user).filter(code | Q(email__iexact=OuterRef("named")))
    waiting = PersonRequest.objects.select_related("unit", "asked_by").filter(state=State.WAITING)
    return waiting.filter(Exists(named)).annotate(
        person=Subquery(named.order_by("pk").values("full_name")[:1])
    )


def requests_of_own_units(*, user: User) -> QuerySet[PersonRequest]:
    """Return the requests that the user's units sent."""
    requests = PersonRequest.objects.select_related("unit", "asked_by", "account")
    if user.is_superuser:
        return requests
    return requests.filter(unit__any_of=units_of(user, UnitRole.Role.SECRETARIAT))


def people_lent(*, user: User) -> QuerySet[PersonRequest]:
    """Return the accepted requests for people of the user's units."""
    requests = PersonRequest.objects.select_related("unit", "account").filter(state=State.ACCEPTED)
    return requests.filter(account__in=accounts_lent_by(user=user))


def account_of_subject(subject: str) -> User | None:
    """Return the account that is tied to this entry of the directory."""
    tied = Q(directory_identity__issuer=settings.OIDC_ISSUER, directory_identity__subject=subject)
    return _for_the_directory().filter(tied).first()


def account_for_entry(*, staff_code: str, address: str) -> User | None:
    """Return the account, tied to no entry, that an entry of the directory with these claims belongs to.

    By staff code where the directory tells one; else by a confirmed address in the agency's own domains. Never
    by name.
    """
    accounts = _for_the_directory().filter(directory_identity=None)
    if settings.OIDC_STAFF_CODE_CLAIM:
        return accounts.filter(staff_code=staff_code).first() if staff_code else None
    if address.rpartition("@")[2].lower() not in settings.OIDC_MAIL_DOMAINS:
        return None
    confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), email__iexact=address, verified=True)
    return accounts.filter(Exists(confirmed)).order_by("pk").first()


def _for_the_directory() -> QuerySet[User]:
    """Return the accounts that a directory may open: no superuser's."""
    return User.objects.filter(is_active=True, is_superuser=False)


def with_directory_login() -> QuerySet[User]:
    """Return the accounts that have logged in through the directory that is set, and so have a way to log in."""
    if not settings.OIDC_ISSUER:
        return User.objects.none()
    tied = DirectoryIdentity.objects.filter(user=OuterRef("pk"), issuer=settings.OIDC_ISSUER)
    return _for_the_directory().filter(Exists(tied))
