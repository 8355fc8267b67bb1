"""The pages of rounds made from the plan, and the worker's reads, cost the same for two units and for many."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from officials.models import Group, Membership, Unit, User
from rounds.models import Batch
from rounds.proposals.proposed import proposed_for
from secretariat.campaign import item_page
from tests.batches import prepared, small_ministry
from tests.growth import LARGEST
from tests.roles import make_users

pytestmark = pytest.mark.django_db
FEW, MANY = 25, 60  # units; both fill a page


def batch_of(parts: int) -> Batch:
    return prepared(small_ministry(parts=parts))


def cost(client: Client, batch: Batch, page: str = "secretariat:batch", *more: int) -> tuple[int, int]:
    client.force_login(batch.asked_by)
    address = reverse(page, args=[batch.pk, *more])
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    return len(asked), len(answer.content)


def summoned(unit: Unit, number: int) -> None:
    """Let people without posts belong to a group that the plan summons."""
    group = Group.objects.filter(unit=None, kind=Group.Kind.PARTY_COMMITTEE).earliest("pk")
    for user in make_users(number):
        User.objects.filter(pk=user.pk).update(unit=unit)
        Membership.objects.create(group=group, unit=unit, account=user)


@pytest.mark.slow
def test_the_page_of_a_batch_does_not_grow(client: Client) -> None:
    few, many = cost(client, batch_of(FEW)), cost(client, batch_of(MANY))
    assert many[0] == few[0]
    assert many[1] <= min(LARGEST, 1.1 * few[1])


@pytest.mark.slow
def test_the_proposal_of_one_meeting_does_not_grow(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the voters fill the same page."""
    monkeypatch.setattr(item_page, "PER_PAGE", 5)
    found = []
    for people in (10, 20):
        made = small_ministry(parts=1)
        summoned(made.parts[0], people)
        batch = prepared(made)
        found.append(cost(client, batch, "secretariat:batch_item", batch.items.all()[0].pk))
    few, many = found
    assert many[0] == few[0]
    assert many[1] <= 1.1 * few[1]


@pytest.mark.slow
def test_proposals_take_as_many_queries_for_many_units() -> None:
    found = []
    for parts in (2, 20):
        batch = batch_of(parts)
        items = list(batch.items.select_related("unit"))
        with CaptureQueriesContext(connection) as asked:
            assert len(proposed_for(batch, items)) == parts
        found.append(len(asked))
    assert found[0] == found[1]
    assert found[1] <= 14
