"""The list of a person's logins: written at each login, read and ended by the person."""

from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from audit.services import note
from officials.accounts import devices, own_changes
from officials.accounts.session_store import start_of
from officials.models import KnownDevice, Login, User

MOST_SHOWN = 50


@receiver(user_logged_in, dispatch_uid="update_last_login")
def keep_day(user: User, **_named: Any) -> None:
    """Store the day of the last login; replaces Django's receiver of the same name, which stores the time."""
    today = start_of(timezone.localdate())
    if user.last_login != today:
        user.last_login = today
        user.save(update_fields=["last_login"])


@receiver(user_logged_in)
def note_login(user: User, request: HttpRequest | None, **_named: Any) -> None:
    """List a login from a browser, and send a mail if the device is new."""
    if request is not None and request.META.get("REQUEST_METHOD"):
        _list(user, request)
        _meet(user, request)


@transaction.atomic
def _list(user: User, request: HttpRequest) -> None:
    if not request.session.session_key:
        request.session.create()
    key = request.session.session_key
    values = {"user": user, "device": devices.name_of(request), "day": timezone.localdate()}
    Login.objects.update_or_create(session_id=key, defaults=values)


@transaction.atomic
def _meet(user: User, request: HttpRequest) -> None:
    """Remember the device, and send a mail if it is new for this account."""
    today = timezone.localdate()
    known, is_new = KnownDevice.objects.get_or_create(
        user=user, cookie_hash=devices.cookie_hash(request), defaults={"day": today}
    )
    if is_new:
        own_changes.tell(user=user, kind=own_changes.NEW_DEVICE, detail=devices.name_of(request))
    elif known.day != today:
        KnownDevice.objects.filter(pk=known.pk).update(day=today)


@receiver(pre_save, sender=Authenticator)
def _by_the_day(instance: Authenticator, **_named: Any) -> None:
    """Keep the day on which a second step was set up and used last."""
    instance.created_at = start_of(timezone.localdate(instance.created_at))
    if instance.last_used_at:
        instance.last_used_at = start_of(timezone.localdate(instance.last_used_at))


def logins_of(*, user: User, current: str | None) -> QuerySet[Login]:
    """Return the person's other logins that last, newest day first; those of one day in no order of time."""
    lasting = Login.objects.filter(user=user, session__expire_date__gt=timezone.now())
    return lasting.exclude(session=current or "").order_by("-day", "device", "pk")


@transaction.atomic
def end_logins(*, user: User, current: str | None, only: UUID | None = None) -> int:
    """End the person's other logins, or one of them; return how many there were."""
    ended = logins_of(user=user, current=current)
    if only:
        ended = ended.filter(pk=only)
    keys = list(ended.values_list("session", flat=True))
    Session.objects.filter(pk__in=keys).delete()
    if keys:
        own_changes.tell(user=user, kind=own_changes.ENDED)
        note("login.end", actor=user, subject=user)  # of a voter by the day, once the round is tidied
    return len(keys)
