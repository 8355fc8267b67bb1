"""Writes about accounts, units, officials and posts; one transaction each."""

import datetime
from collections.abc import Iterable
from typing import Any, TypeVar

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import LOGGED_IN, act
from common.refusals import Refusal
from officials.accounts import notices
from officials.accounts.services import adopt_address
from officials.files import content_hash, number_of_pages
from officials.models import (
    Dossier,
    DossierDocument,
    Group,
    Membership,
    Official,
    Post,
    Unit,
    UnitRole,
    User,
)
from officials.selectors import units_to_give
from officials.titles import shared_group

ONE_YEAR = datetime.timedelta(days=365)
Row = TypeVar("Row", Official, Post, Dossier, Group, Membership)


@transaction.atomic
def create_account(
    *,
    username: str,
    full_name: str,
    email: str = "",
    password_hash: str = "",
    is_staff: bool = False,
    is_active: bool = True,
    unit: Unit | None = None,
) -> User:
    """Create an account; without `password_hash` the person logs in by mail or with a login card.

    `unit` is the unit whose secretariat changes the account later, `password_hash` is what `make_password`
    returned. Raises `ValidationError` for bad values and `IntegrityError` if another account took the name
    or the address meanwhile.
    """
    account = User(username=username, full_name=full_name, email=email, unit=unit)
    account.is_staff, account.is_active = is_staff, is_active
    account.password = password_hash or make_password(None)
    account.full_clean()
    with act("account.create", subject=account):
        account.save()
        adopt_address(user=account)
    return account


@transaction.atomic
def create_simulated_accounts(*, usernames: Iterable[tuple[str, str]]) -> list[User]:
    """Create accounts that a program plays, from (user name, full name); nobody can log in with them."""
    accounts = [
        User(username=username, full_name=full_name, password=make_password(None), is_simulated=True)
        for username, full_name in usernames
    ]
    with act("account.create"):
        return User.objects.bulk_create(accounts)


@transaction.atomic
def remove_simulated_accounts(*, accounts: Iterable[int]) -> None:
    """Delete simulated accounts (ids) with their logins; accounts of people are left as they are."""
    with act("account.remove"):
        User.objects.filter(pk__in=accounts, is_simulated=True).delete()


@transaction.atomic
def save_account(*, account: User, actor: Any = LOGGED_IN) -> User:
    """Write an account; a new one has no password. Without `actor` the account that is logged in did it.

    Login codes are sent to the address written here and no longer to an earlier one.
    """
    if not account.password:
        account.set_unusable_password()
    is_new = account.pk is None
    with act("account.create" if is_new else "account.change", actor=actor, subject=account):
        account.save()
        adopt_address(user=account)
    return account


@transaction.atomic
def grant_role(*, user: User, unit: Unit, role: str) -> UnitRole:
    """Give a person a role in a unit; secretaries get access to the admin. Repeating it does nothing."""
    with act("role.give", subject=user, unit_id=unit.pk):
        granted, _created = UnitRole.objects.get_or_create(user=user, unit=unit, role=role)
        if role == UnitRole.Role.SECRETARIAT and not user.is_staff:
            user.is_staff = True
            user.save(update_fields=["is_staff"])
    return granted


@transaction.atomic
def save_role(*, role: UnitRole, actor: User) -> UnitRole:
    """Write a role and tell its person; secretaries get access to the admin.

    Raises `Refusal` if it is not the actor's to give, or for a deputy of somebody without that role.
    """
    _require_right_to_give(role, actor)
    _require_principal(role)
    with act("role.give", actor=actor, subject=role.user, unit_id=role.unit_id):
        role.save()
        _open_or_close_admin(role.user)
    notices.tell_of_role(role=role, is_given=True, actor=actor)
    return role


@transaction.atomic
def revoke_role(*, role: UnitRole, actor: User) -> None:
    """Remove a role and tell its person; without any secretary role the account loses access to the admin.

    Raises `Refusal` if it is not the actor's to take.
    """
    _require_right_to_give(role, actor)
    user = role.user
    with act("role.take", actor=actor, subject=user, unit_id=role.unit_id):
        role.delete()
        _open_or_close_admin(user)
    notices.tell_of_role(role=role, is_given=False, actor=actor)


def _require_right_to_give(role: UnitRole, actor: User) -> None:
    try:
        refuse_role(unit=role.unit, role=role.role, actor=actor)
    except ValidationError as refusal:
        raise Refusal(refusal.messages[0]) from refusal


def _require_principal(role: UnitRole) -> None:
    """Refuse a deputy of a person who does not have the role, or who has it as a deputy."""
    held = UnitRole.objects.in_force().filter(
        user=role.deputy_for_id, unit=role.unit_id, role=role.role, deputy_for=None
    )
    if role.deputy_for_id and not held.exists():
        raise Refusal(
            _("%(person)s does not have this role in this unit, so nobody can be the deputy.")
            % {"person": role.deputy_for}
        )


@transaction.atomic
def keep_role(*, role: UnitRole, actor: User) -> None:
    """Note that a role is still needed, for a year. Raises `Refusal` for one's own, and if it is not the actor's to give."""
    _require_right_to_give(role, actor)
    if role.user_id == actor.pk:
        raise Refusal(_("Another person says whether your own role is still needed."))
    role.reviewed_on, role.is_review_due = timezone.localdate(), False
    with act("role.keep", actor=actor, subject=role.user, unit_id=role.unit_id):
        role.save(update_fields=["reviewed_on", "is_review_due"])


@transaction.atomic
def mark_reviews() -> int:
    """Mark the roles that nobody has confirmed for a year; return how many are new."""
    known = Coalesce("reviewed_on", "starts_on")
    day = timezone.localdate() - ONE_YEAR
    old = UnitRole.objects.in_force().annotate(known=known).filter(is_review_due=False)
    due = old.filter(Q(known=None) | Q(known__lte=day))
    with act("role.review"):
        return due.update(is_review_due=True)


@transaction.atomic
def end_roles() -> int:
    """Remove the roles whose last day is over, and open the administration to those that begin; return how many end."""
    ended = UnitRole.objects.filter(ends_on__lt=timezone.localdate()).select_related("user")
    rows = list(ended.select_for_update(of=("self",), skip_locked=True))
    for role in rows:
        with act("role.end", subject=role.user, unit_id=role.unit_id, is_own=True):
            role.delete()
            _open_or_close_admin(role.user)
    begun = UnitRole.objects.in_force().filter(role=UnitRole.Role.SECRETARIAT, user__is_staff=False)
    for role in begun.select_related("user"):
        with act("role.begin", subject=role.user, unit_id=role.unit_id, is_own=True):
            _open_or_close_admin(role.user)
    return len(rows)


def refuse_role(*, unit: Unit, role: str, actor: User) -> None:
    """Raise `ValidationError` if this role in this unit is not the actor's to give or take."""
    if actor.is_superuser or unit.pk in units_to_give(user=actor, role=role):
        return
    text = _(
        "Leadership and auditor of “%(unit)s” are given and taken by the secretariat of the superior unit, in a "
        "topmost unit by the keeper of the system."
    )
    raise ValidationError({"role": text % {"unit": unit}})


def _open_or_close_admin(user: User) -> None:
    # Of two roles that end at once, each would find the other one still there.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    is_secretary = UnitRole.objects.in_force().filter(user=user, role=UnitRole.Role.SECRETARIAT).exists()
    user.is_staff = is_secretary or user.is_superuser
    user.save(update_fields=["is_staff"])


@transaction.atomic
def save_unit(*, unit: Unit) -> Unit:
    """Write a unit. Raises `ValidationError` if it would stand below itself."""
    refuse_cycle(unit)
    with act("unit.save", subject=unit):
        unit.save()
    return unit


def refuse_cycle(unit: Unit) -> None:
    """Raise `ValidationError` if following the superiors of `unit` leads back to it."""
    above, seen = unit.parent_id, set[int]()
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    while above is not None and above not in seen:
        if above == unit.pk:
            raise ValidationError({"parent": _("A unit cannot be below itself.")})
        seen.add(above)
        above = parents.get(above)


@transaction.atomic
def save(*, row: Row) -> Row:
    """Write an official, a post, a group, a membership or a dossier; a new post gets the group of its title."""
    if isinstance(row, Post) and row.pk is None and row.group_id is None:
        row.group = shared_group(row.title, kind=row.kind, unit=row.unit)
    with act(f"{row._meta.model_name}.save", subject=row):  # noqa: SLF001 - documented by Django
        row.save()
    return row


@transaction.atomic
def save_post(*, post: Post, scan: "File[Any] | None" = None) -> Post:
    """Write a post, with the scan of its document if one was received (`officials.receiving`).

    The database removes a scan that is replaced, unless an exemption was frozen with it.
    """
    if scan is not None:
        post.sha256, post.file = content_hash(scan), scan
    return save(row=post)


@transaction.atomic
def note_sent(*, dossiers: Iterable[int]) -> None:
    """Note on the dossiers (ids) that they went to voters today, unless an earlier day is noted."""
    unsent = Dossier.objects.filter(pk__in=list(dossiers), sent_on=None)
    with act("dossier.save"):
        unsent.update(sent_on=timezone.localdate())


@transaction.atomic
def save_document(*, document: DossierDocument) -> DossierDocument:
    """Write a paper of a dossier with its file; the database removes a file that is replaced."""
    if not DossierDocument.objects.filter(pk=document.pk, file=document.file.name).exists():
        document.sha256 = content_hash(document.file)
        document.pages = number_of_pages(document.file)
    with act("document.save", subject=document.dossier):
        document.save()
    return document


@transaction.atomic
def replace_documents(*, documents: Iterable[DossierDocument], by: DossierDocument) -> None:
    """Keep these papers as former versions of `by`, which voters read in their place."""
    with act("document.replace", subject=by.dossier):
        for document in documents:
            document.replaced_by = by
            document.save(update_fields=["replaced_by"])


@transaction.atomic
def remove(*, row: Unit | Official | Post | Group | Membership | Dossier | DossierDocument) -> None:
    """Delete a row that nothing refers to. Raises `ProtectedError` if something does.

    The database removes the files of a dossier, because declarations of assets must not be left behind.
    """
    with act("row.remove", subject=row):
        row.delete()
