"""Naming a person among thousands: suggestions on request, never the whole address book in a page."""

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from officials.models import Unit, User
from officials.names import name_sort_key
from officials.selectors import SUGGESTED
from rounds.models import Round
from tests.roles import make_user

pytestmark = pytest.mark.django_db


def add_accounts(count: int, unit: Unit | None = None) -> None:
    password = make_password(None)
    User.objects.bulk_create(
        User(
            username=f"can-bo-{number}",
            full_name=f"Hoàng Cán Bộ {number}",
            sort_key=name_sort_key(f"Hoàng Cán Bộ {number}"),
            email=f"can-bo-{number}@example.test",
            password=password,
            unit=unit,
        )
        for number in range(count)
    )


def suggestions(desk: Client, text: str) -> list[str]:
    answer = desk.get(reverse("admin:people"), {"q": text})
    return [str(one) for one in answer.json()["people"]]


@pytest.mark.slow
def test_page_size_does_not_grow_with_accounts(desk: Client, draft_round: Round, unit: Unit) -> None:
    page = reverse("admin:rounds_round_change", args=[draft_round.pk])
    desk.get(page)  # fills Django's caches
    with CaptureQueriesContext(connection) as few:
        small = desk.get(page)
    add_accounts(2000, unit)
    with CaptureQueriesContext(connection) as many:
        large = desk.get(page)
    assert len(many) == len(few)
    assert abs(len(large.content) - len(small.content)) < 200
    assert "can-bo-1999" not in large.text


def test_some_of_those_that_fit_are_suggested(desk: Client, unit: Unit) -> None:
    add_accounts(100, unit)
    assert len(suggestions(desk, "cán bộ")) == SUGGESTED
    assert suggestions(desk, "Cán Bộ 99") == ["Hoàng Cán Bộ 99, Cục Công Thương địa phương · can-bo-99"]
    assert suggestions(desk, "can-bo-98@") == ["Hoàng Cán Bộ 98, Cục Công Thương địa phương · can-bo-98"]


@pytest.mark.parametrize("text", ["", "  ", "không có ai", "%", "\0", "x" * 5000])
def test_text_without_match_gives_no_suggestions(desk: Client, text: str) -> None:
    assert suggestions(desk, text) == []


def test_blocked_accounts_and_superusers_are_not_suggested(desk: Client, unit: Unit) -> None:
    make_user("Kiều Bị Khóa", is_active=False, unit=unit)
    keeper = make_user("Kiều Quản Trị", unit=unit)
    User.objects.filter(pk=keeper.pk).update(is_superuser=True)
    make_user("Kiều Còn Lại", "conlai", unit=unit)
    assert suggestions(desk, "Kiều") == ["Kiều Còn Lại, Cục Công Thương địa phương · conlai"]


@pytest.mark.parametrize("role", ["voter", "leader", "auditor", "head"])
def test_only_secretaries_ask(role: str, request: pytest.FixtureRequest, draft_round: Round) -> None:
    client = Client()
    client.force_login(request.getfixturevalue(role))
    assert client.get(reverse("admin:people"), {"q": "Nguyễn"}).status_code == 302


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Không Có Ai", "No account of your units fits “Không Có Ai”."),
        ("Đinh Trùng Tên", "Several accounts are called “Đinh Trùng Tên”."),
        ("a\0b", "No account of your units fits"),
    ],
)
def test_unknown_or_ambiguous_name_is_reported(
    desk: Client, draft_round: Round, text: str, sentence: str
) -> None:
    for _time in range(2):
        make_user("Đinh Trùng Tên", unit=draft_round.unit)
    data = {"user": text, "capacity": "Chuyên viên", "round": str(draft_round.pk)}
    page = desk.post(reverse("admin:rounds_elector_add"), data, headers={"accept-language": "en"})
    assert page.status_code == 200
    assert sentence in page.text
    assert 'value="Chuyên viên"' in page.text
    assert draft_round.electors.count() == 6
