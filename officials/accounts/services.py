"""Writes about addresses and second factors of accounts, and requests for people of other units."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import act, note
from common.refusals import Refusal
from officials.accounts.selectors import account_named, requests_to_answer
from officials.models import PersonRequest, User

State = PersonRequest.State
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
    return int(removed)


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
    request.named, request.asked_by = request.named.strip(), actor
    with act("request.send", actor=actor, subject=request):
        request.save()
    return request
