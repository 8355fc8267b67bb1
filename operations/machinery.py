"""The machinery in words, for the home page of a secretary: what works, what does not, and what helps.

Each part has a sentence for the clerk, who cannot repair it, and one for the operator, who can. The same
checks answer `/health/`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common.languages import filled
from common.refusals import Text
from notices.health import mail_health
from operations import health, host_facts, rights, selectors
from operations.database_facts import asked_once
from operations.host_facts import HostFacts
from operations.machinery_words import TROUBLES, Trouble

ROOM_GB = 2  # less is too little for a meeting day
BACKUP_HOURS = 26
SERVICES = {
    "database": _("Database"),
    "redis": _("Queue"),
    "worker": _("Counting service"),
    "queue": _("Work in the queue"),
    "beat": _("Scheduler"),
    "keys": _("Keys of the server"),
    "host": _("This web server"),
}
BEHIND_THE_QUEUE = ("worker", "queue", "beat")  # known through it only


@dataclass(frozen=True, slots=True)
class MachineryPart:
    """One part of the machinery: its state in words, and the trouble if there is one."""

    name: Text
    told: Text
    trouble: Trouble | None = None


def parts() -> list[MachineryPart]:
    """Return all parts; five queries, and nothing waits for a worker or asks a dead queue twice."""
    with asked_once():
        return _parts()


def _parts() -> list[MachineryPart]:
    has_queue = health.word_for("redis") == "ok"
    names = [name for name in SERVICES if has_queue or name not in BEHIND_THE_QUEUE]
    hosts = list(host_facts.every_host()) if has_queue else [host_facts.this_host()]
    peer = host_facts.peer_offset() if has_queue else None
    return [*map(_service, names), _mail(), _disk(hosts), _clock(hosts, peer or 0.0), _backup(), *_role()]


def _service(name: str) -> MachineryPart:
    is_well = health.word_for(name) == "ok"
    trouble = None if is_well else TROUBLES[name]
    return MachineryPart(SERVICES[name], trouble.told if trouble else _("works"), trouble)


def _mail() -> MachineryPart:
    mail = mail_health()
    if mail.is_stopped:
        return _mail_trouble("mail_stopped", _("stopped by hand: %(reason)s"), {"reason": mail.stop_reason})
    if mail.is_away:
        return _mail_trouble("mail_away", _("the server said: %(words)s"), {"words": mail.said})
    if mail.is_rising:
        values = {"failed": mail.failed, "sent": mail.sent}
        told = _("on the last day %(failed)s mails did not arrive, %(sent)s did")
        return _mail_trouble("mail_failing", told, values)
    return MachineryPart(_("Mail"), _("works"))


def _mail_trouble(code: str, told: Promise, values: Mapping[str, object]) -> MachineryPart:
    return MachineryPart(_("Mail"), filled(str(told), values), TROUBLES[code])


def _disk(hosts: list[HostFacts]) -> MachineryPart:
    least = min(hosts, key=lambda host: host.free_gb)
    values = {"number": least.free_gb, "host": least.name}
    told = filled(str(_("%(number)s GB free on %(host)s")), values)
    return MachineryPart(_("Disk"), told, TROUBLES["disk"] if least.free_gb < ROOM_GB else None)


def _clock(hosts: list[HostFacts], peer: float) -> MachineryPart:
    worst = max(hosts, key=lambda host: abs(host.clock))
    if abs(worst.clock) > host_facts.CLOCK_APART:
        values = {"host": worst.name, "number": f"{worst.clock:+.1f}"}
        told = filled(str(_("%(host)s: %(number)s seconds from the database")), values)
        return MachineryPart(_("Clock"), told, TROUBLES["clock"])
    if abs(peer) > host_facts.PEER_APART:
        told = filled(str(_("%(number)s seconds from the clock of the network")), {"number": f"{peer:+.0f}"})
        return MachineryPart(_("Clock"), told, TROUBLES["clock"])
    return MachineryPart(_("Clock"), _("in step"))


def _backup() -> MachineryPart:
    hours = selectors.hours_since_backup()
    if hours is None:
        return MachineryPart(_("Backup"), _("none was made yet"), TROUBLES["backup"])
    text = ngettext("made %(number)s hour ago", "made %(number)s hours ago", hours)
    told = filled(text, {"number": hours})
    return MachineryPart(_("Backup"), told, TROUBLES["backup"] if hours > BACKUP_HOURS else None)


def _role() -> Iterator[MachineryPart]:
    if rights.standing() != "application":
        yield MachineryPart(_("Rights in the database"), TROUBLES["role"].told, TROUBLES["role"])
