"""`/metrics`: what the machinery does, for Prometheus with its token, and documented series only."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import DjangoAssertNumQueries, Settings

from officials.models import Unit
from operations import health
from operations.backup.noting import note_backup
from operations.embedded.places import BASE_DIR
from operations.metrics import SERIES
from operations.tasks import report_alive, report_queue
from tests.ballots import hall

pytestmark = pytest.mark.django_db
TOKEN = "mot-chuoi-rat-dai-cho-prometheus"


@pytest.fixture(autouse=True)
def _token(settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN


def asked(client: Client, token: str = TOKEN) -> dict[str, float]:
    """Return the series with their labels, as Prometheus reads them."""
    answer = client.get("/metrics", headers={"authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.text)
    return {
        ":".join([sample.name, *sample.labels.values()]): sample.value
        for family in families
        for sample in family.samples
    }


@pytest.mark.parametrize("sent", [{}, {"authorization": "Bearer "}, {"authorization": f"Basic {TOKEN}"}])
def test_without_the_token_there_is_no_page(client: Client, sent: dict[str, str], settings: Settings) -> None:
    assert client.get("/metrics", headers=sent).status_code == 404
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


def test_machinery_is_told_part_by_part(client: Client) -> None:
    report_alive.run()
    report_queue.run()
    health.record_beat_heartbeat()
    note_backup(timezone.now())
    told = asked(client)
    parts = {name: value for name, value in told.items() if name.startswith("tinnhiem_part_works:")}
    assert set(parts.values()) == {1.0}
    assert (told["tinnhiem_silent_seconds:worker"], told["tinnhiem_backup_age_hours"]) == (0, 0)
    assert (told["tinnhiem_application_role"], told["tinnhiem_mail_trouble:away"]) == (1, 0)


def test_part_that_fails_is_0_and_what_is_unknown_is_left_out(client: Client) -> None:
    cache.delete_many([health.WORKER_SEEN, health.WORKER_PULSE, health.BEAT_SEEN])
    told = asked(client)
    assert (told["tinnhiem_part_works:worker"], told["tinnhiem_part_works:database"]) == (0, 1)
    assert "tinnhiem_silent_seconds:worker" not in told
    assert "tinnhiem_backup_age_hours" not in told


@pytest.mark.slow
def test_open_votes_are_counted_for_maintenance(client: Client, unit: Unit) -> None:
    assert asked(client)["tinnhiem_open_votes"] == 0
    hall.open_round(unit=unit)
    assert asked(client)["tinnhiem_open_votes"] == 1


def test_each_series_is_documented_with_an_alert_rule() -> None:
    text = (BASE_DIR / "docs" / "operations.md").read_text()
    rules = " ".join(re.findall(r"^ *expr: (.*)$", text, re.MULTILINE))
    for series in SERIES:
        assert f"| `{series.name}`" in text, series.name
        assert series.name in rules, series.name


def test_fixed_number_of_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(7):
        asked(client)
