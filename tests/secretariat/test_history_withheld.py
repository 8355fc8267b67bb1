"""The history of a row tells nobody what the pages of that row keep from the reader."""

import pytest
from django.test import Client
from django.urls import reverse

from officials.accounts import services
from officials.models import PersonRequest, Unit, User
from tests.roles import make_user

pytestmark = pytest.mark.django_db


def test_refused_request_is_not_told_by_its_history(
    client: Client, secretary: User, other_secretary: User, unit: Unit, other_unit: Unit
) -> None:
    person = make_user(unit=other_unit)
    asked = PersonRequest(unit=unit, named=person.email, reason="Mời dự họp")
    services.ask_for_person(request=asked, actor=secretary)
    address = reverse("admin:officials_personrequest_history", args=[asked.pk])
    client.force_login(secretary)
    assert client.get(address).status_code == 403
    services.answer_request(pk=asked.pk, actor=other_secretary, is_accepted=False)
    assert client.get(address).status_code == 403
    for way in ("changelist", "change"):
        page = client.get(
            reverse(f"admin:officials_personrequest_{way}", args=[asked.pk] * (way == "change"))
        )
        assert other_secretary.full_name not in page.text
