"""Layout page by page: no block is split, and no signature stands alone."""

import functools
import re
from dataclasses import replace

import pytest

from documents.letterhead import Form, Mark
from results.documents.data import PrintedAlone
from results.documents.render import render_minutes, render_report
from results.outcomes import BaseKind
from simulation import sample_documents
from tests.results import sample_prints
from tests.results.pdf import opened, pages, words

CASES = [
    *(("minutes", 1, Form.STATE), ("minutes", 8, Form.PARTY), ("minutes", 60, Form.STATE)),
    *(("report", 1, Form.PARTY), ("report", 8, Form.STATE), ("report", 60, Form.PARTY)),
    *(("long minutes", 31, Form.PARTY), ("long report", 31, Form.STATE)),
]
PARAMS = [pytest.param(case, marks=[pytest.mark.slow] if case[1] > 30 else []) for case in CASES]


@pytest.fixture(params=PARAMS, ids=lambda case: "-".join(map(str, case)))
def document(request: pytest.FixtureRequest) -> tuple[int, list[str]]:
    """The number of officials and the text of each page."""
    return _document(*request.param)


@functools.cache
def _document(kind: str, size: int, form: Form) -> tuple[int, list[str]]:
    # In random order a fixture of the module would make each document several times.
    if "minutes" in kind:
        minutes = sample_documents.minutes(size, form, members=9 if "long" in kind else 3)
        return size, pages(render_minutes(sample_documents.long(minutes) if "long" in kind else minutes))
    report = sample_documents.report(size, form)
    return size, pages(render_report(sample_documents.long(report) if "long" in kind else report))


def rows(page: str) -> int:
    """Rows of the table: each sample official has one of these two shares of low marks."""
    return len(re.findall(r"(?:10,42%|52,08%)\s*$", page, re.MULTILINE))


def test_the_page_number_is_above_and_not_on_the_first_page(
    document: tuple[int, list[str]],
) -> None:
    _size, found = document
    assert [page.split()[0] for page in found[1:]] == [str(n) for n in range(2, len(found) + 1)]
    assert not found[0].split()[0].isdigit()


def test_every_page_of_the_table_repeats_its_header(document: tuple[int, list[str]]) -> None:
    size, found = document
    assert sum(map(rows, found)) == size
    assert all(("Tín nhiệm thấp" in page) == (rows(page) > 0) for page in found)


def test_no_page_holds_a_single_row_of_a_longer_table(document: tuple[int, list[str]]) -> None:
    size, found = document
    assert min(n for n in map(rows, found) if n) >= min(size, 2)


def test_signatures_stand_under_the_closing_sentence(document: tuple[int, list[str]]) -> None:
    _size, found = document
    signed = [page for page in found if re.search("TRƯỞNG BAN KIỂM PHIẾU|KT. VỤ TRƯỞNG|T/M CHI ỦY", page)]
    assert signed == [page for page in found if "PHỤ LỤC" not in page][-1:]
    # "./." in the form of the state, a full stop in that of the Party.
    assert re.search(r"(kết thúc vào .* năm 2026|cho ý kiến chỉ đạo)(\./)?\.", " ".join(signed[0].split()))


@pytest.mark.slow
def test_no_page_ends_with_the_sentence_before_a_list() -> None:
    act = PrintedAlone(what="Chốt nội dung lấy phiếu", by="Phạm Thu Hà", at=sample_documents.CERTIFIED)
    found = pages(render_minutes(replace(sample_documents.minutes(7), alone=(act,))))
    assert not [page for page in found if page.rstrip().endswith(":")]
    assert "duyệt:\n- Chốt nội dung" in "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("members", [1, 2, 5, 9])
def test_every_member_of_the_counting_team_has_a_place_to_sign(members: int) -> None:
    *_others, last, annex = pages(render_minutes(sample_documents.minutes(3, members=members)))
    assert "Chữ ký" not in annex
    assert "Đỗ Minh Tuấn" in last
    assert "TS." not in last
    assert ("THÀNH VIÊN" in last) == (members > 1)
    assert last.count("Chữ ký") == (2 if members > 1 else 1)
    names = " ".join(last.split())
    assert all(name.split()[-1] in names for name in sample_documents.NAMES[: members - 1])


@pytest.mark.slow
def test_the_page_is_a4_with_the_margins_of_the_decree() -> None:
    pdf = opened(sample_prints.minutes(1))
    width, height = (float(side) / 72 * 25.4 for side in pdf.pages[0].MediaBox[2:])
    assert (round(width), round(height)) == (210, 297)
    left, top, right, bottom = zip(*words(sample_prints.minutes(1)), strict=True)
    assert (round(min(left)), round(max(right))) == (30, 195)
    assert round(min(top)) >= 20
    assert round(max(bottom)) <= 277


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mark", "printed"),
    [(Mark.INTERNAL, "LƯU HÀNH NỘI BỘ"), (Mark.SECRET, "MẬT")],
)
@pytest.mark.parametrize("form", list(Form))
def test_mark_is_printed_on_first_page(form: Form, mark: Mark, printed: str) -> None:
    first = pages(sample_prints.minutes(1, form, mark))[0]
    assert first.index("Số") < first.index(printed) < first.index("BIÊN BẢN")
    assert printed not in pages(sample_prints.minutes(1, form))[0]


@pytest.mark.slow
def test_a_share_of_everything_stays_in_one_line() -> None:
    data, sheet = sample_documents.minutes(1), sample_documents.sheet(1, BaseKind.VALID)
    line = replace(sheet.lines[0], high=47, confidence=0, low=0, blank=0)
    whole = replace(data, sheet=replace(sheet, lines=(line,)))
    assert "100,00%" in "\n".join(pages(render_minutes(whole)))
