"""Whether mail arrives: the share of failures, and what is said about the mail server."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from notices.models import Notice
from notices.selectors import FAILED, OFTEN, mail_server
from notices.servers import name

State = Notice.State
RECENT, EARLIER = datetime.timedelta(days=1), datetime.timedelta(days=8)
FEWEST = 5  # failures below which a share says nothing
ALARMING = 0.2  # share of failures


@dataclass(frozen=True, slots=True, kw_only=True)
class MailHealth:
    """Mails of the last day that arrived or failed, and the share of failures in the week before."""

    sent: int
    failed: int
    earlier_share: float
    is_stopped: bool
    stop_reason: str
    is_away: bool
    said: str  # the words of a mail server that took nothing a moment ago

    @property
    def share(self) -> float:
        """The share of failures of the last day."""
        return self.failed / (self.sent + self.failed) if self.failed else 0.0

    @property
    def is_rising(self) -> bool:
        """Whether so many fail, and more than before, that somebody must look."""
        return self.failed >= FEWEST and self.share >= ALARMING and self.share > self.earlier_share


def mail_health(*, now: datetime.datetime | None = None) -> MailHealth:
    """Return how mail has gone lately, of the whole installation; no names, so that every secretary may read it."""
    now = now or timezone.now()
    sent, failed, former_sent, former_failed = _outcomes(now)
    server = mail_server(name())
    return MailHealth(
        sent=sent,
        failed=failed,
        earlier_share=former_failed / (former_sent + former_failed) if former_failed else 0.0,
        is_stopped=bool(server and server.is_stopped),
        stop_reason=server.stop_reason if server else "",
        is_away=bool(server and server.is_away(now)),
        said=server.said if server else "",
    )


def _outcomes(now: datetime.datetime) -> tuple[int, ...]:
    """Return how many arrived and failed lately, and in the time before; those deferred often count as failed."""
    rows = Notice.objects.filter(changed_at__gte=now - EARLIER, changed_at__lt=now, tries__gte=1)
    arrived = Q(state=State.ACCEPTED)
    failed = Q(state__in=FAILED) | Q(state=State.DEFERRED, tries__gte=OFTEN)
    lately, before = Q(changed_at__gte=now - RECENT), Q(changed_at__lt=now - RECENT)
    times = [lately & arrived, lately & failed, before & arrived, before & failed]
    found = rows.aggregate(**{f"number_{at}": Count("pk", filter=one) for at, one in enumerate(times)})
    return tuple(found.values())
