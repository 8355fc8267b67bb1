"""One invitation to a page is an official letter: letterhead, number, place and date, type, content, signature."""

import pytest

from notices.models import Notice
from notices.selectors import ASKING, CANCELLED
from officials.models import Unit, User
from rounds.models import Round
from secretariat.notice_sheet import TYPES, notices_as_pdf
from secretariat.printing import ONE
from tests.notices.notes import invite, planned
from tests.results.pdf import pages, text
from tests.roles import make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(draft_round: Round, voter: User) -> Notice:
    Round.objects.filter(pk=draft_round.pk).update(signing_authority="TM. LÃNH ĐẠO CỤC")
    draft_round.refresh_from_db()
    (row,) = invite(planned(draft_round), voter)
    return Notice.objects.select_related("round__unit", "user__unit").get(pk=row.pk)


def printed(*rows: Notice) -> str:
    return " ".join(text(notices_as_pdf(rows, ONE)).split())


@pytest.mark.slow
def test_state_form_has_every_part_in_its_order(letter: Notice) -> None:
    parts = [
        "CỤC CÔNG THƯƠNG ĐỊA PHƯƠNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "/GM-ĐV",
        "Hà Nội, ngày",
        "GIẤY MỜI",
        "Dự Hội nghị toàn cơ quan",
        "Kính gửi ông/bà Đặng Ghi Phiếu,",
        "Địa điểm: Hội trường A.",
        "Chủ trì: Lê Chủ Trì, Cục trưởng./.",
        "Nơi nhận:",
        "- Ông/bà Đặng Ghi Phiếu, Cục Công Thương địa phương;",
        "- Lưu: VT.",
    ]
    found = printed(letter)
    places = [found.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)
    for part in ("TM. LÃNH ĐẠO CỤC", "CỤC TRƯỞNG", "Lê Chủ Trì"):
        assert part in found


def test_party_form(letter: Notice) -> None:
    Round.objects.filter(notices=letter).update(document_form="party")
    letter.round.refresh_from_db()  # type: ignore[union-attr]
    found = printed(letter)
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in found
    assert "CỘNG HÒA XÃ HỘI" not in found
    assert "-GM/ĐV" in found


def test_superior_stands_above_where_the_unit_prints_it(letter: Notice, unit: Unit) -> None:
    above = make_unit("Bộ Công Thương mẹ")
    Unit.objects.filter(pk=unit.pk).update(parent=above, superior_on_letterhead=True)
    row = Notice.objects.select_related("round__unit", "user__unit").get(pk=letter.pk)
    found = printed(row)
    assert found.startswith("BỘ CÔNG THƯƠNG MẸ CỘNG HÒA")  # line by line over both columns
    assert "CỤC CÔNG THƯƠNG ĐỊA PHƯƠNG Độc lập" in found


def test_change_is_an_announcement(letter: Notice) -> None:
    Notice.objects.filter(pk=letter.pk).update(kind="meeting_changed")
    letter.refresh_from_db()
    found = printed(letter)
    assert "THÔNG BÁO Về việc thay đổi thời gian, địa điểm Hội nghị" in found
    assert "/TB-ĐV" in found


def test_every_notice_that_asks_for_a_reply_has_a_letter(letter: Notice) -> None:
    assert set(TYPES) == {*ASKING, CANCELLED}
    for kind, words in (
        ("summons", "THÔNG BÁO Triệu tập dự Hội nghị"),
        ("meeting_moved", "THÔNG BÁO Về việc thay đổi thời gian, địa điểm Hội nghị"),
    ):
        Notice.objects.filter(pk=letter.pk).update(kind=kind)
        letter.refresh_from_db()
        assert words in printed(letter)


def test_mark_is_printed(letter: Notice) -> None:
    Round.objects.filter(notices=letter).update(marking=Round.Marking.INTERNAL)
    letter.round.refresh_from_db()  # type: ignore[union-attr]
    assert "LƯU HÀNH NỘI BỘ" in printed(letter)


@pytest.mark.slow
def test_each_letter_is_one_page(letter: Notice) -> None:
    assert len(pages(notices_as_pdf([letter] * 3, ONE))) == 3
