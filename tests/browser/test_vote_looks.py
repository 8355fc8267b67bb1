"""Every state of the voter's page: accessible (AAA on the ballot), usable at 400 % zoom, with correct text."""

import datetime
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from ballots.models import CastBallot, IssuedBallot
from ballots.services import closing
from officials.models import Dossier, DossierDocument, Official
from rounds.models import Line, Round
from rounds.services import moves
from tests.ballots.hall import VoterDevice, locked, open_round, opened, voters
from tests.browser import booth
from tests.browser.colours import contrast, moving
from tests.browser.gallery import look
from tests.browser_fixtures import PHONE
from tests.roles import make_campaign, make_draft_round, make_frozen_round, make_official, make_unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]
PEOPLE = [
    ("Nguyễn Thị Minh Hòa", ("Cục trưởng", "Bí thư Chi bộ")),
    ("Trần Đức Long", ("Phó Cục trưởng",)),
    ("Phạm Quỳnh Nga", ("Chánh Văn phòng Cục",)),
    ("Lê Hữu Phước", ("Trưởng phòng Khuyến công và Cụm công nghiệp",)),
]
KINDS = {1: "Báo cáo tự đánh giá", 2: "Bản kê khai tài sản, thu nhập"}

# What a screen reader is told of a marked line: the person first, then files and levels by name.
SPOKEN = """
- 'group "1/4: Nguyễn Thị Minh Hòa"':
  - text: "1/4: Nguyễn Thị Minh Hòa"
  - paragraph: Cục trưởng; Bí thư Chi bộ
  - group: + 2 tệp
  - radio "Tín nhiệm cao" [checked]
  - radio "Tín nhiệm"
  - radio "Tín nhiệm thấp"
  - paragraph:
    - 'button "Bỏ mức đã chọn : Nguyễn Thị Minh Hòa"'
"""


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
    return opened(locked(moves.freeze_round(round_id=draft.pk, actor=None)))


def file_dossier(round_: Round, official: Official) -> None:
    dossier = Dossier.objects.create(official=official, title="Hồ sơ lấy phiếu")
    for kind, name in KINDS.items():
        document = DossierDocument(dossier=dossier, kind=kind, name=name)
        document.file.save("ho-so.pdf", ContentFile(b"%PDF-1.7"))
    Line.objects.filter(round=round_, official=official).update(dossier=dossier)


def test_from_the_files_to_the_receipt(open_page: OpenPage, round_: Round) -> None:
    page = open_page(f"/vote/{round_.pk}/", user=voters(round_)[0], size=PHONE)
    expect(page.locator("#marking")).to_be_visible()
    look(page, "vote-1-empty", ballot=True)
    booth.mark(page, [0, 1])
    look(page, "vote-2-marked", ballot=True)
    assert_marks_are_not_printed(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert_told_apart(page)
    assert_chosen_without_colours(page)
    expect(page.locator("#line-1")).to_match_aria_snapshot(SPOKEN)
    page.locator("#to-review").click()
    look(page, "vote-3-review", ballot=True)
    assert_marks_are_not_printed(page)
    page.locator("#cast").click()
    look(page, "vote-4-blank", ballot=True)
    page.locator("#blank-dialog").press("Escape")
    page.locator("#trial summary").click()
    page.locator("#trial-run").click()
    expect(page.locator("#trial-answer .qr")).to_be_visible()
    look(page, "vote-5-test", ballot=True)
    page.context.set_offline(True)
    page.locator("#cast").click()
    page.locator("#blank-cast").click()
    expect(page.locator(".vote-working__text")).to_contain_text("chưa vào hòm")
    look(page, "vote-6-offline", ballot=True)
    assert moving(page) > 0
    page.emulate_media(reduced_motion="reduce")
    assert moving(page) == 0
    page.context.set_offline(False)
    booth.receipt(page)
    page.locator("#receipt-verify").click()
    expect(page.locator("#receipt-check .notice")).to_be_visible()
    look(page, "vote-7-receipt", ballot=True)


def assert_marks_are_not_printed(page: Page) -> None:
    """Otherwise a voter could be asked to show the marks on paper."""
    page.emulate_media(media="print")
    expect(page.locator("#not-printed")).to_be_visible()
    for part in ("#marking", "#review"):
        expect(page.locator(part)).to_be_hidden()
    page.emulate_media(media="null")


def assert_told_apart(page: Page) -> None:
    """Words at 7:1 and edges of what can be pressed at 3:1, as painted."""
    card = page.locator("#line-3")
    choice = card.locator(".choice").first
    assert contrast(choice, "color", choice) >= 7
    assert contrast(page.locator("#line-1 .choice").first, "color", choice) >= 7
    assert contrast(card.locator("[data-posts]"), "color", card) >= 7
    assert contrast(page.locator("#to-review"), "color", page.locator("#to-review")) >= 7
    for edge in (choice, page.locator("#next-blank"), page.locator("#to-review")):
        assert contrast(edge, "border-top-color", card) >= 3
    chosen = page.locator("#line-1 .choice").first
    assert contrast(chosen, "border-top-color", choice) >= 7


def assert_chosen_without_colours(page: Page) -> None:
    """With forced colours, a frame still marks the chosen level."""
    page.emulate_media(color_scheme="light", forced_colors="active")
    styles = page.locator("#line-1 .choice").evaluate_all(
        "nodes => nodes.map(node => getComputedStyle(node).outlineStyle)"
    )
    assert styles == ["solid", "none", "none"]
    assert page.locator("#to-review").evaluate("node => getComputedStyle(node).borderTopStyle") == "solid"
    page.emulate_media(forced_colors="none")


def test_where_no_ballot_can_be_marked(open_page: OpenPage) -> None:
    """Not open yet, taken elsewhere, too late, closed, cancelled: each page says where the ballot is."""
    soon = locked(make_frozen_round(members=1, opens_at=timezone.now() + datetime.timedelta(hours=1)))
    page = open_page(f"/vote/{soon.pk}/", user=voters(soon)[0], size=PHONE)
    said(page, "Chưa đến giờ bỏ phiếu", "vote-sealed")
    round_ = locked(make_frozen_round(lines=2, members=1, grace_seconds=0, title="Hội nghị cán bộ chủ chốt"))
    early, elsewhere, late = voters(round_)[:3]
    page = open_page(f"/vote/{round_.pk}/", user=early, size=PHONE)
    said(page, "đang chờ bộ phận giúp việc", "vote-late")
    opened(round_)
    VoterDevice(round_, elsewhere).take()
    page = open_page(f"/vote/{round_.pk}/", user=elsewhere, size=PHONE)
    said(page, "thiết bị khác", "vote-elsewhere")
    page = open_page(f"/vote/{round_.pk}/", user=late, size=PHONE)
    expect(page.locator("#marking")).to_be_visible()
    closing.end_issuing(round_id=round_.pk, actor=None)
    page.reload()
    said(page, "Không có phiếu nào của ông/bà trong hòm", "vote-ended")
    closing.close_round(round_id=round_.pk, actor=None)
    page.reload()
    said(page, "Ông/bà không nhận phiếu nên không có phiếu trong hòm", "vote-closed")
    moves.cancel_round(round_id=round_.pk, actor=None, reason="Hội nghị hoãn sang tháng sau.")
    page.reload()
    said(page, "hoãn sang tháng sau", "vote-cancelled")


def said(page: Page, words: str, name: str) -> None:
    expect(page.locator("#situation .notice")).to_contain_text(words)
    look(page, name, ballot=True)


# The final answer and the sentence that is shown.
ENDINGS = {
    "used": ("cast", 409, {"error": "used", "message": "…"}, "Phiếu này không có trong hòm"),
    "token": ("issue", 200, {"evaluated": "ab" * 32, "proof": "00" * 64}, "tờ phiếu không hợp lệ"),
    "receipt": ("cast", 200, {"ballot": "ab" * 32, "signature": "00" * 64}, "Biên nhận không hợp lệ"),
}


def answering(status: int, told: dict[str, str]) -> Callable[[Route], None]:
    return lambda route: route.fulfill(status=status, json=told)


def test_final_states_without_a_receipt(open_page: OpenPage) -> None:
    """A blank ballot used twice, a false token, a false receipt."""
    round_ = open_round(lines=1)
    for user, (name, (address, status, told, words)) in zip(voters(round_), ENDINGS.items(), strict=False):
        page = open_page(f"/vote/{round_.pk}/", user=user, size=PHONE)
        page.route(f"**/{address}", answering(status, told))
        booth.cast(page, [0])
        said(page, words, f"vote-{name}")
    assert not CastBallot.objects.exists()


# The worker of a device that opens another ballot than the one it sealed.
LIES = """const tell = self.postMessage.bind(self);
self.postMessage = (told) => tell(told.type === 'opened' ? { ...told, same: false } : told);
"""


def lie(route: Route) -> None:
    true = route.fetch()
    route.fulfill(response=true, body=LIES + true.text())


def test_device_that_seals_something_else(open_page: OpenPage) -> None:
    round_ = open_round(lines=1)
    page = open_page(f"/vote/{round_.pk}/", user=voters(round_)[0], size=PHONE)
    page.route("**/workers/seal_worker.js", lie)
    page.reload()
    booth.review(page, [0])
    page.locator("#trial summary").click()
    page.locator("#trial-run").click()
    said(page, "không khớp", "vote-mismatch")
    page.evaluate("document.getElementById('cast').click()")
    booth.notice(page, "không khớp", "danger")
    assert not IssuedBallot.objects.exists()
