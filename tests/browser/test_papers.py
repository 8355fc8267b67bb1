"""The voter's page shows the papers that were frozen, and refuses a swapped file or list."""

import datetime
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from officials.models import DossierDocument
from rounds.models import Line, Round
from rounds.services import clarifying, keeping_papers, moves
from tests.ballots.hall import locked, opened, voters
from tests.browser_fixtures import PHONE, OpenPage
from tests.dossiers import PDF, first_paper, frozen_with_papers, paper
from tests.roles import make_draft_round
from tests.stored import swap

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Shoot = Callable[[Page, str], None]
OTHER = b"%PDF-1.7 other"


@pytest.fixture
def round_() -> Round:
    return frozen_with_papers()


@pytest.fixture
def document(round_: Round) -> DossierDocument:
    return first_paper(round_)


def go(open_page: OpenPage, round_: Round) -> Page:
    return open_page(f"/vote/{round_.pk}/", user=voters(round_)[0], size=PHONE)


def first(page: Page) -> Any:
    return page.locator("[data-papers='1']")


def open_first(page: Page) -> Any:
    """Unfold the files of the first line, as on a phone, and return the first of them."""
    first(page).locator("summary").click()
    return first(page).get_by_role("button").first


def test_a_paper_opens_with_the_bytes_that_were_checked(open_page: OpenPage, round_: Round) -> None:
    page = go(open_page, opened(locked(round_)))
    page.evaluate(
        """() => {
          const make = URL.createObjectURL;
          URL.createObjectURL = (blob) => { window.shown = blob; return make(blob); };
        }"""
    )
    open_first(page).click()
    expect(page.locator("dialog .paper__sheet[data-drawn]")).to_have_count(1)
    page.get_by_role("button", name="Đóng").click()
    expect(page.locator("dialog.paper-dialog")).to_have_count(0)
    expect(first(page).get_by_role("status")).to_contain_text("Đúng tệp đã ghi nhận")
    content = page.evaluate("async () => Array.from(new Uint8Array(await window.shown.arrayBuffer()))")
    assert bytes(content) == PDF + b"\x01"


def test_a_blocked_window_opens_at_the_next_press(open_page: OpenPage, round_: Round) -> None:
    """Where the pages cannot be drawn, the browser's own window shows the file."""
    page = go(open_page, round_)
    page.evaluate("() => document.getElementById('paper-drawing').remove()")
    page.evaluate("() => { window.asked = 0; window.open = () => { window.asked += 1; return null; }; }")
    button = open_first(page)
    button.click()
    expect(first(page).get_by_role("status")).to_contain_text("Xin bấm lần nữa để mở.")
    button.click()
    page.wait_for_function("() => window.asked === 2")


@pytest.mark.parametrize("is_open", [False, True])
def test_swapped_file_is_not_shown(
    open_page: OpenPage, round_: Round, document: DossierDocument, shoot: Shoot, is_open: bool
) -> None:
    """Another file from the server: the page compares it with the list."""
    page = go(open_page, opened(locked(round_)) if is_open else round_)
    page.route("**/dossier/*", lambda route: route.fulfill(body=OTHER, content_type="application/pdf"))
    page.evaluate("() => { window.open = () => { throw new Error('opened'); }; }")
    open_first(page).click()
    expect(first(page).locator(".notice--danger")).to_contain_text("Tệp này không phải tệp đã ghi nhận")
    expect(first(page).locator(".notice--danger")).to_contain_text("Xin báo ngay ban kiểm phiếu")
    shoot(page, f"papers-swapped-file-{is_open}")


def test_file_swapped_in_the_database_is_refused(
    open_page: OpenPage, round_: Round, document: DossierDocument
) -> None:
    swap(document.file, OTHER)
    page = go(open_page, round_)
    open_first(page).click()
    expect(first(page).locator(".notice--danger")).to_contain_text("Tệp này đã bị thay đổi")


def swap_list(page: Page, change: Callable[[dict[str, Any]], None]) -> None:
    """Let the server show the voter another list than it froze."""

    def altered(route: Route) -> None:
        answer = route.fetch()
        head, mark, rest = answer.text().partition('<script id="vote-papers" type="application/json">')
        text, end, tail = rest.partition("</script>")
        told = json.loads(text)
        change(told["lines"][0])
        route.fulfill(response=answer, body=head + mark + json.dumps(told) + end + tail)

    page.route("**/vote/*/", altered)


def without_papers(line: dict[str, Any]) -> None:
    line["list"] = "[]"


def consistently(line: dict[str, Any]) -> None:
    """Also the hash beside the list: only the manifest tells."""
    line["list"] = "[]"
    line["frozen"] = hashlib.sha256(bytes.fromhex(line["salt"]) + b"[]").hexdigest()


@pytest.mark.parametrize("change", [without_papers, consistently])
def test_swapped_list_is_not_shown(
    open_page: OpenPage, round_: Round, shoot: Shoot, change: Callable[[dict[str, Any]], None]
) -> None:
    page = go(open_page, opened(locked(round_)))
    swap_list(page, change)
    page.reload()
    notice = first(page).locator(".notice--danger")
    expect(notice).to_contain_text("Danh mục hồ sơ này không phải danh mục đã chốt")
    expect(first(page).get_by_role("button")).to_have_count(0)
    expect(page.locator("[data-papers='2'] button")).to_have_count(1)
    shoot(page, f"papers-swapped-list-{change.__name__}")


def test_later_supplement_stands_apart_with_its_date(
    open_page: OpenPage, round_: Round, document: DossierDocument, shoot: Shoot
) -> None:
    later = keeping_papers.save_document(
        document=paper(document.dossier, PDF + b"2", name="Bản đính chính"), actor=None
    )
    page = go(open_page, opened(locked(round_)))
    expect(first(page).locator("ul")).to_have_count(2)
    expect(first(page).locator(".vote-papers--later")).to_contain_text("Bản đính chính")
    day = f"{later.added_on:%d/%m/%Y}"
    expect(first(page).locator(".vote-papers--later")).to_contain_text(f"bổ sung ngày {day}")
    shoot(page, "papers-supplement")


def test_line_without_papers_says_so(open_page: OpenPage) -> None:
    round_ = moves.freeze_round(round_id=make_draft_round(members=1).pk, actor=None)
    assert not Line.objects.filter(round=round_, dossier__isnull=False).exists()
    expect(first(go(open_page, round_))).to_have_text("Chưa có hồ sơ.")


def test_matters_are_shown_with_what_was_frozen_and_what_came_later(open_page: OpenPage) -> None:
    opens = timezone.now() + datetime.timedelta(days=20)
    draft = make_draft_round(lines=1, opens_at=opens, closes_at=opens + datetime.timedelta(hours=2))
    voter, official = voters(draft)[0], draft.lines.select_related("official").get().official
    texts = ("Đề nghị làm rõ việc quản lý quỹ.", "Đề nghị làm rõ việc bổ nhiệm.")
    first, second = (
        clarifying.ask(round_id=draft.pk, official=official, text=text, actor=voter) for text in texts
    )
    clarifying.answer(matter_id=first.pk, text="Đã báo cáo Bộ.", actor=voter)
    round_ = moves.freeze_round(round_id=draft.pk, actor=None)
    clarifying.answer(matter_id=second.pk, text="Đúng quy trình.", actor=voter)
    page = go(open_page, round_)
    page.get_by_text("Nội dung cần làm rõ (2)").click()
    expect(page.locator(".vote-matters")).to_contain_text("Đã báo cáo Bộ.")
    late = page.locator(".vote-matters li", has_text="bổ nhiệm")
    expect(late).to_contain_text("Giải trình sau khi chốt nội dung")
    expect(late).to_contain_text("Đúng quy trình.")
