"""Changes of accounts by the secretariat: refused where the person's vote is at stake, told to the person."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import act
from common.refusals import Refusal
from officials import services as officials_services
from officials.accounts import notices
from officials.accounts.identity import identity_hash
from officials.accounts.services import adopt_address, send_login_link
from officials.models import LoginLink, User
from rounds.accounts import accounts_to_change, stands_in_live_round

LOGIN = ("username", "email", "is_active")


@transaction.atomic
def change_account(*, account: User, actor: User, fields: Collection[str], is_approved: bool = False) -> User:
    """Write these fields of an existing account for `actor`, and tell its person what somebody else changed.

    The other fields become those of the row as it is now: the account may have been read long before.

    Raises `Refusal` if the account is not the actor's to change, if it is the actor's own and would be
    blocked, or if the person votes or counts in a round between freezing and counting and the change
    concerns how the person logs in. `is_approved` lets such a change through: a second person confirms it, or a
    superuser made it alone (act `account.change` of `approvals`).
    """
    before = _locked(account, fields)
    _require_permission(before, actor)
    changed = notices.changes(before, account)
    if {*changed} & {*LOGIN} and not is_approved:
        _require_login_unchanged(before, actor)
    if account.pk == actor.pk and not account.is_active:
        raise Refusal(_("You cannot block your own account."))
    officials_services.save_account(account=account, actor=actor)
    notices.tell(account=account, former_email=before.email, changed=changed, actor=actor)
    return account


@transaction.atomic
def record_identity(*, account: User, digits: str, actor: User) -> None:
    """Record the fact that the login with a card asks, and tell the person.

    During a vote it can be recorded for the first time only. Raises `Refusal` as `change_account`.
    """
    before = _locked(account, ())
    _require_permission(before, actor)
    account.identity_hash = identity_hash(account, digits)
    changed = notices.changes(before, account)
    if changed and before.identity_hash:
        _require_login_unchanged(before, actor)
    with act("account.change", actor=actor, subject=account):
        account.save(update_fields=["identity_hash"])
    notices.tell(account=account, former_email=before.email, changed=changed, actor=actor)


@contextmanager
def putting_back(*, accounts: Collection[int], actor: User) -> Iterator[None]:
    """Let earlier values of accounts (ids) be written inside the block; for callers in a transaction.

    Each person is told, and codes go to the address that counts again. Raises `Refusal` as `change_account`.
    """
    rows = User.objects.select_for_update().filter(pk__any_of=set(accounts)).order_by("pk")
    before = {one.pk: one for one in rows}
    if accounts_to_change(user=actor).filter(pk__any_of=set(before)).count() < len(before):
        raise Refusal(_("This account belongs to another unit. Only that unit changes it."))
    yield
    for account in User.objects.filter(pk__any_of=set(before)).order_by("pk"):
        former = before[account.pk]
        changed = notices.changes(former, account)
        if {*changed} & {*LOGIN, "identity_hash"}:
            _require_login_unchanged(former, actor)
        adopt_address(user=account)
        notices.tell(account=account, former_email=former.email, changed=changed, actor=actor)


@transaction.atomic
def send_link(*, account: User, actor: User) -> LoginLink:
    """Mail the person a one-time link for logging in.

    It goes to the recorded address, which nobody changes during a vote. Raises `Refusal` if the account is
    not the actor's to change or no mail can reach the person.
    """
    _require_permission(account, actor)
    return send_login_link(account=account, actor=actor)


def _locked(account: User, fields: Collection[str]) -> User:
    """Return the stored account, locked, and give `account` everything of it but these fields."""
    stored = User.objects.select_for_update().get(pk=account.pk)
    for field in User._meta.concrete_fields:  # noqa: SLF001 - documented by Django
        if field.name not in fields:
            setattr(account, field.attname, getattr(stored, field.attname))
    return stored


def _require_permission(account: User, actor: User) -> None:
    if not accounts_to_change(user=actor).filter(pk=account.pk).exists():
        raise Refusal(_("This account belongs to another unit. Only that unit changes it."))


def _require_login_unchanged(account: User, actor: User) -> None:
    if not actor.is_superuser and stands_in_live_round(account=account):
        raise Refusal(
            _(
                "This person votes or counts in a round that is frozen or open. Until the votes are counted, "
                "the secretariat cannot change how the person logs in."
            )
        )


def change_login(*, account: User, actor: User, **fields: Any) -> User:
    """Write the fields of `LOGIN` that are given, during a vote: an act of `approvals`.

    Raises `Refusal` as `change_account`, and for values that another account has.
    """
    for name in LOGIN:
        setattr(account, name, fields.get(name, getattr(account, name)))
    try:
        account.full_clean(exclude=["password"])
    except ValidationError as error:
        raise Refusal(error.messages[0]) from error
    return change_account(account=account, actor=actor, is_approved=True, fields=LOGIN)
