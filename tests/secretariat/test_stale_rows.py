"""What was typed into a row of a page while another person removed that row stays on the page, to read and copy."""

import pytest
from django.test import Client

from officials.models import Official, Unit
from rounds.models import Round
from tests.roles import make_official, make_user
from tests.secretariat.two_people import again, errors, fields_of, opened, sent

pytestmark = pytest.mark.django_db


def left_over(page: object) -> str:
    return str(page.context["left_over"])  # type: ignore[attr-defined]


@pytest.fixture
def official(unit: Unit) -> Official:
    return make_official(unit, "Trần Hai Chức", posts=("Cục trưởng", "Bí thư"))


@pytest.mark.slow
def test_typed_into_a_post(first: Client, second: Client, official: Official) -> None:
    form = opened(second, official)
    sent(first, official, opened(first, official), posts__1__DELETE="on")
    page = sent(second, official, form, posts__1__evidence="Quyết định 15/QĐ")
    assert page.status_code == 200
    assert left_over(page) == f"Bí thư, {official.posts.get().unit} – Văn bản (số, ngày): Quyết định 15/QĐ"
    assert "vẫn còn" in errors(page)[-1]
    assert again(second, official, page).status_code == 302
    assert official.posts.get().evidence == ""


@pytest.mark.slow
def test_typed_into_a_line(first: Client, second: Client, draft_round: Round) -> None:
    form = opened(second, draft_round)
    gone = str(draft_round.lines.order_by("position")[0].official)
    sent(first, draft_round, opened(first, draft_round), lines__0__DELETE="on")
    page = sent(second, draft_round, form, lines__0__block="Lãnh đạo", title="Tên mới")
    assert left_over(page).startswith(gone)
    assert left_over(page).endswith(": Lãnh đạo")


@pytest.mark.slow
def test_stays_until_the_page_is_saved(first: Client, second: Client, draft_round: Round) -> None:
    form = opened(second, draft_round)
    sent(first, draft_round, opened(first, draft_round), lines__0__DELETE="on")
    page = sent(second, draft_round, form, lines__0__block="Lãnh đạo")
    kept = left_over(page)
    page = sent(second, draft_round, {**fields_of(page), "left_over": kept}, title="")
    assert page.status_code == 200
    assert left_over(page) == kept
    assert "readonly" in page.content.decode()


@pytest.mark.slow
def test_row_that_both_removed_leaves_nothing(first: Client, second: Client, draft_round: Round) -> None:
    form = opened(second, draft_round)
    sent(first, draft_round, opened(first, draft_round), lines__0__DELETE="on")
    page = sent(second, draft_round, form, lines__0__DELETE="on", lines__0__block="Lãnh đạo", title="Tên mới")
    assert left_over(page) == ""


@pytest.mark.slow
def test_typed_beside_an_official_that_both_added(first: Client, second: Client, draft_round: Round) -> None:
    added = make_official(draft_round.unit, "Đỗ Văn Thêm")
    form = opened(second, draft_round)
    sent(first, draft_round, opened(first, draft_round), lines__3__official=f"số {added.pk}")
    page = sent(second, draft_round, form, lines__3__official=f"số {added.pk}", lines__3__block="Khối sau")
    assert left_over(page).endswith(": Khối sau")
    again(second, draft_round, page)
    assert draft_round.lines.filter(official=added).count() == 1


@pytest.mark.slow
def test_member_that_both_added_leaves_nothing(first: Client, second: Client, draft_round: Round) -> None:
    make_user("Lê Mười", "m", unit=draft_round.unit)
    form = opened(second, draft_round)
    added = {"committee__3__user": "m", "committee__3__role": "member"}
    sent(first, draft_round, opened(first, draft_round), **added)
    assert sent(second, draft_round, form, **added).status_code == 302


@pytest.mark.slow
def test_row_sent_without_the_field_that_names_it(first: Client, second: Client, draft_round: Round) -> None:
    form = opened(second, draft_round)
    sent(first, draft_round, opened(first, draft_round), lines__0__block="Lãnh đạo")
    form.pop("lines-3-official", None)
    page = sent(second, draft_round, form, lines__3__block="Khối sau")
    assert page.status_code == 200
    assert left_over(page).endswith(": Khối sau")
