"""Accounts of officials: found, made from the official's record, or linked to it.

An account that is linked may read published results about the official; the logs of those rounds say so.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from common.refusals import Refusal
from documents.files import plain
from officials import services as officials_services
from officials.models import Official, Unit, User
from officials.selectors import units_for_secretary
from results.services.granting import save_official
from rounds.accounts import accounts_to_list


class AccountNotMade(Refusal):
    """The account cannot be made or linked; the message says why."""


@dataclass(frozen=True, slots=True)
class AccountsFound:
    """What is known of the account of an official: one with the same staff code, or some of the same name."""

    sure: User | None
    similar: list[User]


def found_for(officials: Iterable[Official], *, user: User) -> dict[int, AccountsFound]:
    """Return official id → accounts without an official that may be the official's; two queries.

    Sure is an account with the same staff code; similar are accounts of the same name that the secretary sees.
    """
    officials = list(officials)
    free = _free(officials, user)
    by_code = {account.staff_code: account for account in free}
    by_name: dict[str, list[User]] = {}
    for account in free:
        by_name.setdefault(account.sort_key, []).append(account)
    return {
        one.pk: AccountsFound(
            by_code.get(one.staff_code) if one.staff_code else None,
            [other for other in by_name.get(one.sort_key, []) if _may_be(one, other)],
        )
        for one in officials
    }


def _free(officials: list[Official], user: User) -> list[User]:
    """Return the secretary's accounts without an official that have a staff code or name of these officials."""
    codes = {one.staff_code for one in officials if one.staff_code}
    same = Q(staff_code__in=codes) | Q(sort_key__in={one.sort_key for one in officials})
    alike = User.objects.filter(same, official=None, is_active=True).select_related("unit").order_by("pk")
    free = list(alike)
    # The own account is always seen: the page asks as much when nobody is alike.
    only = [user.pk, *(one.pk for one in free)]
    seen = set(accounts_to_list(user=user, only=only).values_list("pk", flat=True))
    return [account for account in free if account.pk in seen]


def _may_be(official: Official, account: User) -> bool:
    return not (official.staff_code and account.staff_code and official.staff_code != account.staff_code)


@transaction.atomic
def make_account(*, official: Official, actor: User, email: str = "", unit: Unit | None = None) -> User:
    """Make the account of an official from the record, and link it; name and staff code are not typed again.

    The user name is the address, else the staff code, else made from the name. Raises `AccountNotMade`.
    """
    official = _locked(official)
    account = User(full_name=official.full_name, staff_code=official.staff_code, email=email.strip())
    account.unit = unit or _unit_of(official, actor)
    account.username = _free_user_name(official, account.email)
    account.set_unusable_password()
    try:
        if account.email:
            validate_email(account.email)
        account.full_clean()
        with transaction.atomic():
            officials_services.save_account(account=account, actor=actor)
    except ValidationError as refusal:
        raise AccountNotMade(" ".join(refusal.messages)) from refusal
    except IntegrityError as taken:
        raise AccountNotMade(_("Another account already has this name, address or staff code.")) from taken
    return _link(official, account, actor)


@transaction.atomic
def link_account(*, official: Official, account: User, actor: User) -> User:
    """Link an account that the actor sees to an official. Raises `AccountNotMade`."""
    official = _locked(official)
    if not accounts_to_list(user=actor, only=[account.pk]).exists():
        raise AccountNotMade(_("This account is not one of your units."))
    if Official.objects.filter(user=account).exists():
        raise AccountNotMade(_("This account belongs to another official already."))
    if not _may_be(official, account):
        raise AccountNotMade(
            _("The staff codes differ: %(one)s and %(other)s.")
            % {"one": official.staff_code, "other": account.staff_code}
        )
    return _link(official, account, actor)


def _locked(official: Official) -> Official:
    locked = Official.objects.select_for_update(of=("self",)).get(pk=official.pk)
    if locked.user_id:
        raise AccountNotMade(_("%(name)s has an account already.") % {"name": locked})
    if locked.merged_into_id:
        raise AccountNotMade(_("%(name)s was merged into another record already.") % {"name": locked})
    return locked


def _link(official: Official, account: User, actor: User) -> User:
    official.user = account
    save_official(official=official, actor=actor)
    return account


def _unit_of(official: Official, actor: User) -> Unit | None:
    """Return the unit where the official works, as far as the actor is its secretary."""
    mine = units_for_secretary(user=actor)
    posts = official.posts.filter(ended_on=None, unit__in=mine).select_related("unit").order_by("-kind", "pk")
    first = posts.first()
    return first.unit if first else mine.order_by("parent", "pk").first()


def _free_user_name(official: Official, email: str) -> str:
    wanted = email.lower() or official.staff_code.lower() or plain(official.full_name).replace("-", ".")
    taken = set(User.objects.filter(username__istartswith=wanted[:140]).values_list("username", flat=True))
    lowered = {name.lower() for name in taken}
    if wanted not in lowered:
        return wanted
    return next(name for number in range(2, 100_000) if (name := f"{wanted}.{number}") not in lowered)
