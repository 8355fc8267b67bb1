"""The page of a campaign's dossiers: one act for ticked officials or for all that were counted."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from notices.models import Notice
from officials import services as officials_services
from officials.models import User
from rounds.models import Filing, Round
from rounds.services import ballot_lines
from tests.remembered import recalled_in_tests
from tests.results import pdf
from tests.roles import Role, make_draft_round, make_official, make_unit, make_user

pytestmark = pytest.mark.django_db
BACKEND = "officials.accounts.backends.OneCheckBackend"


@pytest.fixture
def round_(db: None) -> Round:
    return recalled_in_tests("draft in fifteen days", _draft, lambda made: made)


def _draft() -> Round:
    unit = make_unit("Cục Công nghiệp", authority=make_unit())
    officials = [
        make_official(unit, f"Trần Văn {name}", user=make_user()) for name in ("An", "Bình", "Cường")
    ]
    opens = timezone.now() + datetime.timedelta(days=15)
    return make_draft_round(
        unit, officials=officials, opens_at=opens, closes_at=opens + datetime.timedelta(hours=3)
    )


@pytest.fixture
def secretary(round_: Round) -> User:
    user = make_user("Lê Thư Ký")
    return officials_services.grant_role(user=user, unit=round_.unit, role=Role.SECRETARIAT).user


@pytest.fixture
def page(client: Client, secretary: User, round_: Round) -> Any:
    client.force_login(secretary, backend=BACKEND)
    address = f"/campaigns/{round_.campaign_id}/dossiers/"

    class Page:
        def get(self, query: str = "") -> Any:
            return client.get(address + query)

        def post(self, query: str = "", **data: Any) -> Any:
            return client.post(address + query, data)

    return Page()


def test_all_that_were_counted_are_asked(page: Any, round_: Round) -> None:
    answer = page.post(act="ask", everybody="on", matched=3)
    assert (answer.status_code, Filing.objects.count()) == (302, 3)
    assert Notice.objects.filter(kind="dossier_asked").count() == 3


def test_another_number_than_counted_does_nothing(page: Any) -> None:
    answer = page.post(act="ask", everybody="on", matched=2)
    assert (answer.status_code, Filing.objects.count()) == (400, 0)
    assert "Danh sách vừa thay đổi" in answer.content.decode()


def test_nobody_ticked_is_told(page: Any) -> None:
    answer = page.post(act="remind")
    assert answer.status_code == 400
    assert "Đề nghị chọn người trước." in answer.content.decode()


def test_overdue_ones_are_reminded_and_the_filter_stays(page: Any, round_: Round) -> None:
    page.post(act="ask", everybody="on", matched=3)
    answer = page.post("?standing=overdue", act="remind", everybody="on", matched=3)
    assert answer["Location"].endswith("?standing=overdue")
    assert Notice.objects.filter(kind="dossier_reminder").count() == 3


@pytest.mark.slow
def test_official_of_another_campaign_is_not_chosen(page: Any) -> None:
    other = make_draft_round(make_unit("Cục Khác", authority=make_unit())).lines.all()[0].official_id
    assert page.post(act="ask", chosen=[other]).status_code == 400
    assert not Filing.objects.exists()


def test_person_in_charge(page: Any, secretary: User) -> None:
    page.post(act="ask", everybody="on", matched=3)
    other = make_user("Phạm Đôn Đốc", "dondoc", unit=secretary.unit_roles.get().unit)
    page.post(act="charge", everybody="on", matched=3, collector="dondoc")
    assert {row.collector for row in Filing.objects.all()} == {other}


@pytest.mark.slow
def test_printed_list_has_a_page_for_each_person_in_charge(page: Any) -> None:
    page.post(act="ask", everybody="on", matched=3)
    printed = pdf.text(page.post("owed.pdf").content)
    assert "Người phụ trách: Lê Thư Ký" in printed
    assert all(name in printed for name in ("Trần Văn An", "Trần Văn Bình", "Trần Văn Cường"))


def test_list_as_file(page: Any) -> None:
    answer = page.post("list.xlsx")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")


@pytest.mark.slow
def test_queries_do_not_grow(page: Any, round_: Round) -> None:
    page.post(act="ask", everybody="on", matched=3)
    with CaptureQueriesContext(connection) as few:
        page.get()
    for number in range(12):
        add = make_official(round_.unit, f"Lê Văn {number}", user=make_user())
        ballot_lines.add_line(round_=round_, official=add, posts=add.posts.all())
    page.post(act="ask", everybody="on", matched=15)
    with CaptureQueriesContext(connection) as many:
        page.get()
    assert len(many) <= len(few)


def test_a_name_with_a_sign_stays_the_filter(page: Any, round_: Round) -> None:
    query = "?q=Tr%E1%BA%A7n+V%C4%83n+%26+An"
    assert query.replace("&", "&amp;") in page.get(query).text
