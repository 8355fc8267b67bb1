"""An official files a dossier on a phone: pictures become one PDF, whose pages the browser shows without a plug-in."""

import io
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from documents.rendering import render_sheet
from officials import services as officials_services
from officials.models import DossierDocument, User
from rounds.models import Filing, Round
from rounds.services import clarifying, filing
from tests.browser.axe import assert_no_wider, wait_for_arrival
from tests.browser.gallery import look
from tests.browser.journey.dossiers import round_in_a_month
from tests.browser.journey.people import picture
from tests.browser_fixtures import DESKTOP, PHONE, OpenPage
from tests.roles import Role, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def picture_of(text: str) -> bytes:
    sheet = Image.new("RGB", (900, 1270), "white")
    ImageDraw.Draw(sheet).text((80, 120), text, fill="black", font_size=60)
    written = io.BytesIO()
    sheet.save(written, "JPEG")
    return written.getvalue()


@pytest.fixture
def round_(committed: None) -> Round:
    return round_in_a_month()


@pytest.fixture
def own(round_: Round) -> Filing:
    """What the official is asked to file."""
    secretary = officials_services.grant_role(
        user=make_user("Lê Thư Ký"), unit=round_.unit, role=Role.SECRETARIAT
    ).user
    line = round_.lines.get()
    filing.ask_for_dossiers(campaign=round_.campaign, officials=[line.official_id], actor=secretary)
    return Filing.objects.get()


def official(own: Filing) -> User:
    assert own.official.user
    return own.official.user


def choose(page: Page, kind: int, *files: Path) -> None:
    section = page.locator(f"#kind-{kind}")
    section.locator("input[type=file]").set_input_files([str(file) for file in files])
    section.get_by_role("button", name="Tải lên").click()
    wait_for_arrival(page)


def pictures(folder: Path) -> list[Path]:
    files = [folder / f"trang-{number}.jpg" for number in (1, 2)]
    for number, file in enumerate(files, 1):
        file.write_bytes(picture_of(f"Trang {number}"))
    return files


def declaration(folder: Path) -> Path:
    file = folder / "ban-ke-khai.pdf"
    file.write_bytes(
        render_sheet("simulation/dossier.html", {"name": "Nguyễn Thị Hạnh", "kind": "Bản kê khai"})
    )
    return file


def see_pages(page: Page, number: int) -> None:
    """Wait until so many pages of the paper are drawn, and see that there is writing on the first."""
    expect(page.locator(".paper__sheet[data-drawn]")).to_have_count(number)
    ink = page.locator("canvas").first.evaluate(
        """(canvas) => {
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          return data.filter((value, at) => at % 4 === 0 && value < 100).length;
        }"""
    )
    assert ink > 100


def test_whole_dossier_on_a_phone(open_page: OpenPage, own: Filing, tmp_path: Path) -> None:
    """From the task with its last day to the date on which everything was filed."""
    page = open_page("/", user=official(own), size=PHONE)
    tasks = page.locator("section[aria-labelledby=own-dossiers]")
    expect(tasks).to_contain_text("hạn nộp")
    picture(page, "official-tasks-phone")
    page.get_by_role("link", name=own.campaign.name).click()
    look(page, "dossier-own")
    choose(page, 1, *pictures(tmp_path))
    received = page.locator("#kind-1 .papers")
    document = DossierDocument.objects.get()
    at = timezone.localtime(document.received_at)
    for said in ("2 trang", f"nhận {at:%H} giờ", official(own).full_name):
        expect(received).to_contain_text(said)
    picture(page, "official-dossier-phone", "#kind-1")
    assert (document.pages, document.filed_by) == (2, official(own))
    choose(page, 2, declaration(tmp_path))
    page.locator("#kind-1 .papers a").click()
    see_pages(page, 2)
    assert_no_wider(page)
    picture(page, "official-paper-phone")
    page.goto("/")
    expect(tasks).to_contain_text("đã nộp ngày")


def test_refused_file_is_named(open_page: OpenPage, own: Filing, tmp_path: Path) -> None:
    file = tmp_path / "bao-cao.docx"
    file.write_bytes(b"PK")
    page = open_page(f"/dossiers/{own.dossier_id}/", user=official(own), size=PHONE)
    choose(page, 1, file)
    expect(page.get_by_role("alert")).to_contain_text("bao-cao.docx: Đề nghị lưu văn bản này thành tệp PDF")
    assert not DossierDocument.objects.exists()


def test_pages_are_shown_in_the_browser(open_page: OpenPage, own: Filing, tmp_path: Path) -> None:
    page = open_page(f"/dossiers/{own.dossier_id}/", user=official(own))
    choose(page, 2, declaration(tmp_path))
    page.locator("#kind-2").get_by_role("link", name="bản kê khai").click()
    see_pages(page, 1)
    expect(page.locator("figure").first).to_contain_text("Nguyễn Thị Hạnh")
    look(page, "dossier-paper")


def test_own_list_and_matters(open_page: OpenPage, own: Filing, round_: Round) -> None:
    voter = round_.electors.select_related("user").first()
    assert voter
    text = "Đề nghị làm rõ việc quản lý quỹ."
    clarifying.ask(round_id=round_.pk, official=own.official, text=text, actor=voter.user)
    page = open_page("/dossiers/", user=official(own), size=PHONE)
    look(page, "dossiers-own")
    page.get_by_role("link", name=own.campaign.name).click()
    page.get_by_label("Giải trình", exact=True).last.fill("Đã báo cáo Bộ ngày 01/10.")
    page.get_by_role("button", name="Gửi giải trình").click()
    expect(page.locator(".matter__answer")).to_contain_text("Đã báo cáo Bộ")
    assert round_.matters.get().answer == "Đã báo cáo Bộ ngày 01/10."


def test_secretary_sees_who_asked(open_page: OpenPage, own: Filing, round_: Round) -> None:
    voter = round_.electors.select_related("user").first()
    assert voter
    clarifying.ask(
        round_id=round_.pk, official=own.official, text="Đề nghị làm rõ việc quản lý quỹ.", actor=voter.user
    )
    page = open_page(f"/dossiers/round/{round_.pk}/", user=own.collector, size=DESKTOP)
    expect(page.locator(".matter")).to_contain_text(voter.user.full_name)
    look(page, "dossier-matters")
