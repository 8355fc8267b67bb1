"""What makes the administration's pages quick keeps what they say."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from officials.models import User
from rounds.models import Round

pytestmark = pytest.mark.django_db


def test_a_row_of_a_searched_list_leads_back_to_the_search(
    client: Client, secretary: User, draft_round: Round
) -> None:
    client.force_login(secretary)
    found = client.get(reverse("admin:rounds_round_changelist"), {"q": "lay phieu"})
    change = reverse("admin:rounds_round_change", args=[draft_round.pk])
    assert f'href="{change}?_changelist_filters=q%3Dlay%2Bphieu"' in found.text


def test_deleting_does_not_read_the_configurations_of_rounds(
    client: Client, secretary: User, draft_round: Round
) -> None:
    client.force_login(secretary)
    path = reverse("admin:rounds_campaign_delete", args=[draft_round.campaign_id])
    with CaptureQueriesContext(connection) as asked:
        page = client.get(path)
    assert draft_round.title in page.text
    rows = [query["sql"] for query in asked if '"campaign_id" IN' in query["sql"]]
    assert rows
    assert [sql for sql in rows if '"config"' in sql] == []
