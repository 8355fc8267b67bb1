"""Pages that act on several rounds, or on the chosen rows of a list, cost the same for few and for many."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from officials.models import Unit, User
from rounds.models import Round
from secretariat import many_at_once
from secretariat.listing import services
from tests.roles import announce, make_draft_round, make_round, make_unit

pytestmark = pytest.mark.django_db
FEW = 6  # more than a page shows


def cost(client: Client, address: str) -> tuple[int, int]:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(asked), len(answer.content)


def stays(client: Client, address: str, more: Callable[[], Any]) -> None:
    few = cost(client, address)
    more()
    many = cost(client, address)
    assert many[0] == few[0]
    assert many[1] <= 1.1 * few[1]


@pytest.mark.parametrize("page", ["announcing", "freezing"])
def test_steps_of_several_drafts(
    client: Client, secretary: User, unit: Unit, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setattr(many_at_once, "SHOWN", FEW - 1)

    def drafts() -> None:
        for _number in range(FEW):
            make_round(unit)

    drafts()
    client.force_login(secretary)
    stays(client, reverse(f"secretariat:{page}"), drafts)


@pytest.mark.slow
def test_postponing_several(
    client: Client, secretary: User, unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many_at_once, "SHOWN", 1)
    opens = timezone.now() + datetime.timedelta(days=30)
    times: dict[str, Any] = {"opens_at": opens, "closes_at": opens + datetime.timedelta(hours=2)}

    def announced() -> Round:
        return announce(make_draft_round(unit, lines=1, **times))

    announced()
    announced()
    client.force_login(secretary)
    stays(client, reverse("secretariat:postponing"), announced)


@pytest.mark.slow
def test_changing_the_chosen_rows_of_a_list(client: Client, secretary: User, unit: Unit) -> None:
    units = [make_unit(f"Phòng {number:02}", parent=unit) for number in range(60)]
    client.force_login(secretary)
    costs = []
    for number in (30, 60):
        keys = [one.pk for one in units[:number]]
        chosen = services.fix_selection(user=secretary, place="officials.unit", keys=keys, back="/")
        costs.append(cost(client, reverse("admin:officials_unit_edit", args=[chosen.pk])))
    few, many = costs
    assert many[0] == few[0]
    assert many[1] <= 1.1 * few[1]
