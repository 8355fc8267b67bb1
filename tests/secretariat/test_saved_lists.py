"""Notices, requests for a second person and roles are saved as files, as the pages list them."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from notices.models import Notice
from officials.models import Unit, User
from rounds.models import Round
from secretariat.views import saved_lists
from tests.approvals.asking import ask_to_freeze
from tests.roles import make_secretary, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(secretary: User, unit: Unit, draft_round: Round) -> None:
    """A request, of which a second secretary is told."""
    make_secretary(unit, "=Đoàn Thị Duyệt")
    ask_to_freeze(secretary, draft_round)


def rows(desk: Client, name: str, query: str = "") -> list[list[str]]:
    answer = desk.post(reverse(f"secretariat:{name}_export", args=["csv"]) + query)
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_notices_with_the_filter_of_the_page(desk: Client, asked: None) -> None:
    [[first, *_rest], *found] = rows(desk, "notices")
    assert (first, len(found)) == ("Người nhận", Notice.objects.count())
    assert rows(desk, "notices", "?q=khong+co")[1:] == []


def test_no_cell_is_calculated(desk: Client, asked: None) -> None:
    assert rows(desk, "notices")[1][0] == "'=Đoàn Thị Duyệt"


def test_requests_with_what_became_of_them(desk: Client, asked: None, draft_round: Round) -> None:
    [_headings, found] = rows(desk, "approvals")
    assert found[1] == draft_round.title
    assert found[5] == "Chờ duyệt"


def test_roles_of_the_own_units_only(desk: Client, secretary: User, unit: Unit) -> None:
    make_secretary(make_unit("Đơn vị khác"))
    found = [row[:2] for row in rows(desk, "rights")[1:]]
    assert found == [[unit.name, str(secretary)]]


def test_the_log_says_who_took_it_out(desk: Client, secretary: User) -> None:
    rows(desk, "rights")
    assert Entry.objects.get(act="list.export").actor == secretary


@pytest.mark.slow
def test_pages_offer_the_files(desk: Client, asked: None) -> None:
    pages = {"notice_list": "notices", "approvals": "approvals", "rights": "rights"}
    for page, name in pages.items():
        text = desk.get(reverse(f"secretariat:{page}")).text
        assert reverse(f"secretariat:{name}_export", args=["xlsx"]) in text


def test_other_forms_and_too_many_rows(desk: Client, asked: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert desk.post(reverse("secretariat:rights_export", args=["pdf"])).status_code == 404
    monkeypatch.setattr(saved_lists, "MOST_ROWS", 0)
    answer = desk.post(reverse("secretariat:notices_export", args=["csv"]))
    assert answer.headers["location"] == reverse("secretariat:notice_list")
