"""Writes about addresses and second factors of accounts, and requests for people of other units."""

import datetime
import secrets

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from audit.services import act, note
from common.refusals import Refusal
from officials import mail
from officials.accounts import notices, own_acts, own_changes
from officials.accounts.selectors import account_named, requests_to_answer
from officials.models import LoginLink, PersonRequest, User
from officials.staff_codes import staff_code_in

State = PersonRequest.State
LINK_LIFE = datetime.timedelta(days=3)
_ACTS = {
    State.ACCEPTED: "request.answer",
    State.REFUSED: "request.answer",
    State.WITHDRAWN: "request.end",
    State.ENDED: "request.end",
}


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
    note("second_step.forget", subject=user)
    own_changes.tell(user=user, kind=own_changes.FORGOTTEN)
    return int(removed)


@transaction.atomic
def send_login_link(*, account: User, actor: User) -> LoginLink:
    """Mail a one-time link for logging in; earlier links end.

    Raises `Refusal` if no mail can reach the person.
    """
    if not account.is_active:
        raise Refusal(_("The account is blocked."))
    if not account.email or not mail.leaves_machine():
        raise Refusal(_("No mail reaches this person. Print a login card instead."))
    token, now = secrets.token_urlsafe(32), timezone.now()
    values = {"code_hash": link_hash(token), "made_at": now, "valid_until": now + LINK_LIFE}
    link, _created = LoginLink.objects.update_or_create(user=account, defaults=values)
    url = f"{settings.SITE_URL}{reverse('first_link', args=[token])}"
    notices.send_link(account=account, url=url, until=link.valid_until, actor=actor)
    note("account.link", actor=actor, subject=account)
    return link


def link_hash(token: str) -> str:
    """Return the keyed hash that is stored; 256 random bits need no slow one."""
    return salted_hmac("officials.LoginLink", token, algorithm="sha256").hexdigest()


@transaction.atomic
def choose_password(*, user: User, password: str) -> None:
    """Give the account the password that its person chose; the database ends links and cards."""
    with act(own_acts.CODE, actor=user, subject=user):
        user.set_password(password)
        user.save(update_fields=["password"])


@transaction.atomic
def choose_language(*, user: User, language: str) -> None:
    """Tell the person things in this language from now on."""
    with act(own_acts.CODE, actor=user, subject=user):
        user.language = language
        user.save(update_fields=["language"])


@transaction.atomic
def end_ways_in(*, user: User) -> None:
    """Leave an account without a password, passkey, second factor and link; its sessions end.

    The caller states the act; what a voter does to the own account is held by the day.
    """
    user.set_unusable_password()
    user.save(update_fields=["password"])
    Authenticator.objects.filter(user=user).delete()
    LoginLink.objects.filter(user=user).delete()


@transaction.atomic
def answer_request(*, pk: int, actor: User, is_accepted: bool) -> None:
    """Accept or refuse a waiting request for a person of one of the actor's units.

    Accepting lets the asking unit see and name the person. A refusal is not told. Raises `Refusal` if
    the request is not the actor's to answer.
    """
    request = requests_to_answer(user=actor).select_for_update(of=("self",)).filter(pk=pk).first()
    if request is None:
        raise Refusal(_("This request has been answered or withdrawn meanwhile."))
    account = account_named(text=request.named, user=actor)
    request.account = account if is_accepted else None
    _decide(request, State.ACCEPTED if is_accepted else State.REFUSED, actor)


@transaction.atomic
def end_request(*, request: PersonRequest, actor: User) -> None:
    """Withdraw a request, or end what was accepted; frozen rounds keep the person."""
    request = PersonRequest.objects.select_for_update().get(pk=request.pk)
    if request.state in (State.WITHDRAWN, State.ENDED):
        return
    _decide(request, State.ENDED if request.state == State.ACCEPTED else State.WITHDRAWN, actor)


def _decide(request: PersonRequest, state: PersonRequest.State, actor: User) -> None:
    request.state, request.decided_by, request.decided_at = state, actor, timezone.now()
    try:
        with transaction.atomic(), act(_ACTS[state], actor=actor, subject=request):
            request.save()
    except IntegrityError as taken:
        raise Refusal(_("The unit may name this person already.")) from taken


@transaction.atomic
def ask_for_person(*, request: PersonRequest, actor: User) -> PersonRequest:
    """Write a request; nothing is looked up, so it tells nothing about the person."""
    named = request.named.strip()
    request.named, request.asked_by = named if "@" in named else staff_code_in(named), actor
    with act("request.send", actor=actor, subject=request):
        request.save()
    return request
