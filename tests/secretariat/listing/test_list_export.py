"""Every list is saved as a file of what it shows."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Entry, KeptValue
from officials.models import Dossier, Official, Unit, User
from rounds.models import Round
from tests.roles import Role, make_official, make_unit, make_user, make_with_role
from tests.secretariat.listing.list_requests import VI, choose, export, read

pytestmark = pytest.mark.django_db
TABLES = [
    *("officials_unit", "officials_official", "officials_dossier", "officials_unitrole", "officials_user"),
    *("officials_post", "officials_personrequest", "rounds_campaign", "rounds_round", "rounds_ruleset"),
]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("table", TABLES)
def test_every_list_is_exported(desk: Client, draft_round: Round, table: str, form: str) -> None:
    Dossier.objects.create(official=draft_round.lines.all()[0].official, title="Hồ sơ")
    headings, *_rows = export(desk, table, form)
    page = desk.get(reverse(f"admin:{table}_changelist"), headers=VI).text
    assert [
        heading for heading in headings if heading not in page and table != "officials_personrequest"
    ] == []


def test_a_file_holds_what_the_list_shows(desk: Client, unit: Unit) -> None:
    official = make_official(unit, "Nguyễn Văn Hòa", posts=("Cục trưởng", "Bí thư"))
    Official.objects.filter(pk=official.pk).update(
        birth_date=datetime.date(1971, 2, 28), staff_code="CB-0012"
    )
    headings, row = export(desk, "officials_official", "csv", "q=hoa")
    assert headings == ["Họ và tên", "Mã cán bộ", "Chức danh, chức vụ", "Ngày sinh"]
    place = "Cục Công Thương địa phương"
    assert row == ["Nguyễn Văn Hòa", "CB-0012", f"Cục trưởng, {place}; Bí thư, {place}", "28/02/1971"]


def test_tags_of_the_page_are_not_in_the_file(desk: Client, draft_round: Round) -> None:
    Round.objects.filter(pk=draft_round.pk).update(title="Hội nghị <b>A & B</b>")
    _headings, row = export(desk, "rounds_round")
    assert row[0] == "Hội nghị <b>A & B</b>"
    assert row[3] == "Đang chuẩn bị"


@pytest.mark.slow
def test_all_pages_in_the_order_of_the_list(desk: Client, unit: Unit) -> None:
    for number in range(60):
        make_official(unit, f"Nguyễn Văn {number:02}")
    _headings, *rows = export(desk, "officials_official", "xlsx", "o=-1&p=2")
    assert [row[0] for row in rows] == [f"Nguyễn Văn {number:02}" for number in reversed(range(60))]


def test_names_are_never_calculated(desk: Client, unit: Unit) -> None:
    make_official(unit, "=HYPERLINK(1)")
    assert export(desk, "officials_official", "csv")[1][0] == "'=HYPERLINK(1)"


def test_rows_of_others_are_not_in_the_file(desk: Client, unit: Unit) -> None:
    make_official(make_unit("Cục Khác"), "Lê Ở Nơi Khác")
    assert export(desk, "officials_official")[1:] == []


def test_who_is_no_secretary_exports_nothing(client: Client, unit: Unit) -> None:
    client.force_login(make_with_role("lanhdao", "Lê Lãnh Đạo", unit, Role.LEADERSHIP))
    answer = client.post(reverse("admin:officials_official_export", args=["xlsx"]))
    assert (answer.status_code, answer.headers["location"][:13]) == (302, "/admin/login/")


def test_a_roll_is_exported_for_one_round_only(desk: Client, draft_round: Round) -> None:
    _headings, *rows = export(desk, "rounds_elector", "csv", f"round__id__exact={draft_round.pk}")
    assert len(rows) == draft_round.electors.count()
    answer = desk.post(reverse("admin:rounds_elector_export", args=["csv"]))
    assert answer.headers["location"] == reverse("admin:rounds_elector_changelist")


def test_the_log_says_who_took_a_list_out(desk: Client, secretary: User, unit: Unit) -> None:
    make_official(unit, "Nguyễn Văn Hòa")
    export(desk, "officials_official")
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.actor) == ("list.export", secretary)
    assert "Cán bộ (XLSX): 1" in str(list(KeptValue.objects.filter(detail__entry=entry).values()))


def test_the_log_names_the_filter_and_how_many_it_left(desk: Client, unit: Unit) -> None:
    make_official(unit, "Nguyễn Văn Hòa")
    make_official(unit, "Lê Văn An")
    export(desk, "officials_official", "csv", "q=hoa&o=1")
    kept = KeptValue.objects.filter(detail__entry=Entry.objects.latest("pk"))
    assert "Cán bộ (CSV): 1 (Lọc: q = hoa)" in str(list(kept.values()))


def test_rows_that_are_ticked_are_exported_alone(desk: Client, unit: Unit) -> None:
    one, _other = make_official(unit, "Nguyễn Văn An"), make_official(unit, "Nguyễn Văn Bình")
    answer: Any = choose(desk, "officials_official", row=[one.pk], act="csv")
    assert [row[0] for row in read("csv", answer.content)[1:]] == ["Nguyễn Văn An"]
    assert 'filename="can-bo_' in answer.headers["content-disposition"]


@pytest.mark.parametrize("address", ["export/pdf/", "export/XLSX/"])
def test_unknown_forms_are_not_found(desk: Client, unit: Unit, address: str) -> None:
    assert desk.post(f"/admin/officials/official/{address}").status_code == 404


def test_a_link_saves_nothing(desk: Client, unit: Unit) -> None:
    assert desk.get(reverse("admin:officials_official_export", args=["xlsx"])).status_code == 405


@pytest.mark.slow
def test_queries_do_not_grow_with_the_rows(
    desk: Client, unit: Unit, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        make_official(unit, f"Nguyễn Văn {number:02}", user=make_user())
    with django_assert_max_num_queries(22):
        export(desk, "officials_official")
