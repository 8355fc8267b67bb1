"""The pages of one campaign cost the same with many rounds in it as with a page full."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from rounds.models import Campaign, Round
from secretariat.campaign import matrix
from tests.growth import LARGEST
from tests.roles import make_campaign, make_secretary, make_unit, rule_set

pytestmark = pytest.mark.django_db
UNITS, FEW, MANY = 4, 12, 60
PAGES = ["", "?lack=anything"]


@pytest.fixture
def campaign() -> Campaign:
    top = make_unit("Bộ Làng nghề")
    for number in range(UNITS):
        make_unit(f"Cục {number + 1}", parent=top, authority=top)
    return make_campaign(top)


def add_rounds(campaign: Campaign, since: int, until: int) -> None:
    units = list(campaign.unit.children.order_by("pk"))
    opens = timezone.now() + datetime.timedelta(days=30)
    Round.objects.bulk_create(
        Round(
            campaign=campaign,
            unit=units[number % UNITS],
            rule_set=rule_set(),
            title=f"Hội nghị {number:04}",
            opens_at=opens + datetime.timedelta(hours=number),
            closes_at=opens + datetime.timedelta(hours=number + 2),
        )
        for number in range(since, until)
    )


def costs(client: Client, campaign: Campaign) -> list[tuple[int, int]]:
    found = []
    for query in PAGES:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(reverse("secretariat:campaign", args=[campaign.pk]) + query)
        assert answer.status_code == 200
        found.append((len(asked), len(answer.content)))
    return found


@pytest.mark.slow
def test_pages_do_not_grow(client: Client, campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrix, "PER_PAGE", FEW - 2)
    client.force_login(make_secretary(campaign.unit))
    add_rounds(campaign, 0, FEW)
    costs(client, campaign)
    few = costs(client, campaign)
    add_rounds(campaign, FEW, MANY)
    for before, after in zip(few, costs(client, campaign), strict=True):
        assert after[0] == before[0]
        assert after[1] <= min(LARGEST, 1.1 * before[1])
