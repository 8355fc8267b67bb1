"""`/metrics` for Prometheus: whether the machinery works, and nothing that moves when a person logs in or votes.

No request is counted or timed: a counter, even one over all addresses, would tell when people vote in a small
meeting. Every figure is read at the moment of the question from what all processes share, so that it does
not matter which web process answers, and the processor and memory of a process are not among them.
"""

import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from ballots.waiting import rounds_to_tidy
from notices.health import mail_health
from operations import health, host_facts, rights, selectors
from operations.database_facts import asked_once
from rounds.selectors import number_open

Values = Mapping[str, float]
HEARTBEATS = {"worker": health.WORKER_SEEN, "beat": health.BEAT_SEEN, "queue": health.QUEUE_SEEN}


@dataclass(frozen=True, slots=True)
class Series:
    """One series of gauges: its name, what it tells, the name of its label or "", and how it is read."""

    name: str
    help: str
    label: str
    read: Callable[[], Values]


def _works() -> Values:
    return {part: float(health.word_for(part) == "ok") for part in health.PARTS}


def _silent() -> Values:
    found = {name: health.seconds_since(key) for name, key in HEARTBEATS.items()}
    return {name: float(round(age)) for name, age in found.items() if age is not None}


def _free() -> Values:
    mine = {socket.gethostname(): float(host_facts.free_bytes() // host_facts.GIGABYTE)}
    return {host.name: float(host.free_gb) for host in host_facts.worker_hosts()} | mine


def _clocks() -> Values:
    return {host.name: host.clock for host in host_facts.every_host()}


def _peer() -> Values:
    ahead = host_facts.peer_offset()
    return {} if ahead is None else {"": ahead}


def _backup() -> Values:
    hours = selectors.hours_since_backup()
    return {} if hours is None else {"": float(hours)}


def _mail() -> Values:
    mail = mail_health()
    troubles = {"stopped": mail.is_stopped, "away": mail.is_away, "failing": mail.is_rising}
    return {name: float(is_so) for name, is_so in troubles.items()}


SERIES = (
    Series("tinnhiem_part_works", "1 if the part works, as in /health/.", "part", _works),
    Series("tinnhiem_silent_seconds", "Seconds since the last heartbeat.", "part", _silent),
    Series("tinnhiem_disk_free_gigabytes", "Whole gigabytes free in the data folder.", "host", _free),
    Series("tinnhiem_clock_ahead_seconds", "Seconds ahead of the clock of PostgreSQL.", "host", _clocks),
    Series("tinnhiem_clock_ahead_of_peer_seconds", "Seconds ahead of CLOCK_PEER.", "", _peer),
    Series("tinnhiem_backup_age_hours", "Whole hours since the last backup.", "", _backup),
    Series(
        "tinnhiem_mail_trouble", "1 if notices are stopped, wait, or fail more than before.", "trouble", _mail
    ),
    Series(
        "tinnhiem_application_role",
        "1 if the database can refuse the application something.",
        "",
        lambda: {"": float(rights.standing() == "application")},
    ),
    Series("tinnhiem_open_votes", "Votes that are open.", "", lambda: {"": float(number_open())}),
    Series(
        "tinnhiem_votes_to_tidy",
        "Closed votes whose order of ballots is not erased yet.",
        "",
        lambda: {"": float(len(list(rounds_to_tidy())))},
    ),
)


class Machinery(Collector):
    """Reads each series when it is asked for; one that cannot be read is left out."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for series in SERIES:
            yield _family(series)


def _family(series: Series) -> GaugeMetricFamily:
    family = GaugeMetricFamily(series.name, series.help, labels=[series.label] if series.label else None)
    with health.unreachable_is_told():
        for label, value in series.read().items():
            family.add_metric([label] if series.label else [], value)
    return family


REGISTRY = CollectorRegistry(auto_describe=False)
REGISTRY.register(Machinery())


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer Prometheus, which sends the token that `METRICS_TOKEN` names; 404 for everybody else."""
    given = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
        raise Http404
    with asked_once():
        told = generate_latest(REGISTRY)
    return HttpResponse(told, content_type=CONTENT_TYPE_LATEST)
