"""What a page of the administration asks about its row, it asks and builds once."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from officials.models import User
from secretariat.admin import accounts
from tests.roles import make_draft_round, make_secretary

pytestmark = pytest.mark.django_db
TREE_OF_UNITS = 'SELECT "officials_unit"."id" AS "pk", "officials_unit"."parent_id" AS "parent_id"'


@pytest.mark.parametrize(("question", "most"), [("accounts_to_change", 1), ("accounts_to_list", 2)])
def test_page_of_an_account_builds_each_question_once(
    client: Client, secretary: User, monkeypatch: pytest.MonkeyPatch, question: str, most: int
) -> None:
    """Django asks for the permissions ten times; the row itself is read once more."""
    asked, ask = [], getattr(accounts, question)

    def counted(**named: Any) -> Any:
        asked.append(named)
        return ask(**named)

    monkeypatch.setattr(accounts, question, counted)
    client.force_login(secretary)
    assert client.get(reverse("admin:officials_user_change", args=[secretary.pk])).status_code == 200
    assert 1 <= len(asked) <= most


@pytest.mark.parametrize(
    ("page", "most"), [("admin:rounds_round_change", 52), ("secretariat:desk", 38), ("home", 43)]
)
def test_parts_of_a_page_share_what_they_read(client: Client, page: str, most: int) -> None:
    draft = make_draft_round()
    client.force_login(make_secretary(draft.unit))
    address = reverse(page, args=[] if page == "home" else [draft.pk])
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    assert len(asked) <= most
    assert sum(TREE_OF_UNITS in one["sql"] for one in asked.captured_queries) <= 2
