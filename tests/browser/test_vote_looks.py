"""The voter's page as pictures for the guides, and AAA contrast on the ballot in both themes."""

from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import Page, expect

from officials.models import Dossier, DossierDocument, Official
from rounds import services as rounds_services
from rounds.models import Line, Round
from tests.ballots.hall import keyed, opened, voters
from tests.browser import booth
from tests.browser.axe import assert_accessible
from tests.roles import make_campaign, make_draft_round, make_official, make_unit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("committed"),
]
OpenPage = Callable[..., Page]
Shoot = Callable[[Page, str], None]
PHONE, DESKTOP = (360, 740), (1280, 900)
PEOPLE = [
    ("Nguyễn Thị Minh Hòa", ("Cục trưởng", "Bí thư Chi bộ")),
    ("Trần Đức Long", ("Phó Cục trưởng",)),
    ("Phạm Quỳnh Nga", ("Chánh Văn phòng Cục",)),
    ("Lê Hữu Phước", ("Trưởng phòng Khuyến công và Cụm công nghiệp",)),
]
KINDS = {1: "Báo cáo tự đánh giá", 2: "Bản kê khai tài sản, thu nhập"}


@pytest.fixture
def round_() -> Round:
    authority = make_unit("Bộ Công Thương")
    unit = make_unit("Cục Công Thương địa phương", authority=authority)
    for name, posts in PEOPLE:
        make_official(unit, name, posts=posts)
    campaign = make_campaign(unit, name="Đợt lấy phiếu tín nhiệm năm 2026")
    draft = make_draft_round(
        unit,
        officials=[],
        members=1,
        campaign=campaign,
        title="Hội nghị lấy phiếu tín nhiệm toàn thể cơ quan",
    )
    for official in Official.objects.all():
        file_dossier(draft, official)
    return opened(keyed(rounds_services.seal_round(round_id=draft.pk, actor=None)))


def file_dossier(round_: Round, official: Official) -> None:
    dossier = Dossier.objects.create(official=official, title="Hồ sơ lấy phiếu")
    for kind, name in KINDS.items():
        document = DossierDocument(dossier=dossier, kind=kind, name=name)
        document.file.save("ho-so.pdf", ContentFile(b"%PDF-1.7"))
    Line.objects.filter(round=round_, official=official).update(dossier=dossier)


@pytest.mark.parametrize(("name", "size"), [("phone", PHONE), ("desktop", DESKTOP)])
def test_ballot_review_and_receipt(
    open_page: OpenPage, shoot: Shoot, round_: Round, name: str, size: tuple[int, int]
) -> None:
    page = open_page(f"/vote/{round_.pk}/", user=voters(round_)[0], size=size)
    expect(page.locator("#marking")).to_be_visible(timeout=15_000)
    booth.mark(page, [0, 1])
    assert_accessible(page, aaa_contrast=True)
    picture(page, shoot, f"vote-{name}")
    page.locator("#to-review").click()
    assert_accessible(page)
    picture(page, shoot, f"vote-review-{name}")
    page.locator("#cast").click()
    picture(page, shoot, f"vote-blank-{name}")
    page.locator("#blank-cast").click()
    booth.receipt(page)
    page.locator("#receipt-verify").click()
    expect(page.locator("#receipt-check .notice")).to_be_visible()
    assert_accessible(page)
    picture(page, shoot, f"vote-receipt-{name}")


def picture(page: Page, shoot: Shoot, name: str) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        shoot(page, f"{name}-{scheme}")
    page.emulate_media(color_scheme="light")
