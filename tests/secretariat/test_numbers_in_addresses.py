"""Numbers in addresses that are none, such as ², are unknown and never an error of the server."""

import pytest
from django.test import Client
from django.urls import reverse

from officials.models import User

pytestmark = pytest.mark.django_db
STRANGE = ["²", "x", "9" * 30]


@pytest.mark.parametrize("number", STRANGE)
def test_campaign_of_an_unknown_plan_opens_empty(client: Client, secretary: User, number: str) -> None:
    client.force_login(secretary)
    address = reverse("admin:rounds_campaign_add")
    page, plain = client.get(address, {"plan": number}), client.get(address)
    assert (page.status_code, plain.status_code) == (200, 200)
    assert page.text.count("<option") == plain.text.count("<option")
    assert page.text.count("selected") == plain.text.count("selected") - 1  # the empty choice of plans


@pytest.mark.parametrize("number", STRANGE)
@pytest.mark.parametrize("kind", ["officials", "accounts"])
def test_list_of_an_unknown_unit_is_not_found(
    client: Client, secretary: User, kind: str, number: str
) -> None:
    client.force_login(secretary)
    assert client.get(reverse("secretariat:list_kind", args=[kind]), {"target": number}).status_code == 404
