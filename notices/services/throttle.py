"""The mail server: its throttle, its pause after trouble, and the stop button."""

import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import note
from notices import queue
from notices.errors import NoticeRefused
from notices.models import MailServer
from notices.servers import name
from officials.models import User

PAUSE = datetime.timedelta(minutes=1)


def server_row() -> QuerySet[MailServer]:
    """Return the row of the server as a query; a missing row is made."""
    MailServer.objects.bulk_create([MailServer(name=name())], ignore_conflicts=True)
    return MailServer.objects.filter(name=name())


def locked() -> MailServer:
    """Return the row of the server, locked until the transaction ends."""
    return server_row().select_for_update().get()


def room_left(server: MailServer, now: datetime.datetime) -> int:
    """Return how many mails the server may still be given in this minute; a new minute begins with none given."""
    minute = now.replace(second=0, microsecond=0)
    if server.minute != minute:
        server.minute, server.given = minute, 0
    return max(0, settings.NOTICES_PER_MINUTE - server.given)


def take(server: MailServer, number: int) -> None:
    """Count mails that the locked server is given."""
    server.given += number
    server.save(update_fields=["minute", "given"])


def takes_mail() -> bool:
    """Return whether mail may be sent now."""
    row = MailServer.objects.filter(name=name()).first()
    return row is None or row.takes_mail(timezone.now())


def pause(*, said: str) -> None:
    """Spare workers a server that took nothing a moment ago."""
    MailServer.objects.filter(name=name()).update(paused_until=timezone.now() + PAUSE, said=said)


@transaction.atomic
def stop(*, actor: User, reason: str) -> None:
    """Stop all notices. Raises `NoticeRefused` without a reason."""
    if not reason.strip():
        raise NoticeRefused(_("Say why no mail is to be sent."))
    server = locked()
    server.is_stopped, server.stopped_by, server.stop_reason = True, actor, reason.strip()[:250]
    server.save(update_fields=["is_stopped", "stopped_by", "stop_reason"])
    note("notices.stop", actor=actor, reason=server.stop_reason)


@transaction.atomic
def go_on(*, actor: User) -> None:
    """Send again what waits."""
    server = locked()
    if not server.is_stopped:
        return
    server.is_stopped, server.stopped_by, server.stop_reason = False, None, ""
    server.save(update_fields=["is_stopped", "stopped_by", "stop_reason"])
    note("notices.go_on", actor=actor)
    queue.look_soon()
