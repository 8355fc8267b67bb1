"""What a page of the administration asks about its row, it asks and builds once."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from officials.models import User
from secretariat.admin import accounts

pytestmark = pytest.mark.django_db


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
