"""The document of a plan as DOCX, for a clerk who edits it before it is signed (decree 30/2020, docs/domain.md §7.1)."""

import datetime
import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Length, Mm, Pt
from docx.text.paragraph import Paragraph

from rounds.plan_paper import AnnexUnit, PlanPaper

FONT = "Times New Roman"
CENTER, JUSTIFY, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT
WIDTH = Mm(165)
HEAD = (Mm(70), Mm(95))  # the columns of the letterhead
COLUMNS = (Mm(12), Mm(48), Mm(65), Mm(40))
TITLES = ("TT", "Họ và tên", "Chức danh, chức vụ", "Ghi chú")
FIXED = (1980, 1, 1, 0, 0, 0)  # of the parts in the file, so that the same plan gives the same bytes


def docx_of(paper: PlanPaper, dated: datetime.datetime) -> bytes:
    """Return the document as DOCX; the same paper and moment give the same bytes."""
    document = docx.Document()
    _set_page(document)
    _set_properties(document, paper, dated)
    _write_head(document, paper)
    _line(document, paper.title.upper(), bold=True, align=CENTER, before=12)
    _rule_below(_line(document, paper.subject, bold=True, align=CENTER, after=0), WIDTH, Mm(50))
    _line(document, "", after=0)
    for line in paper.bases:
        _line(document, line, italic=not paper.party)
    _line(document, f"{paper.agency_name} ban hành kế hoạch như sau:")
    for section in paper.sections:
        _line(document, section.title, bold=True)
        for text in section.paragraphs:
            _line(document, text)
    _line(
        document,
        f"Danh sách đơn vị, cán bộ và thời gian tổ chức hội nghị ghi tại Phụ lục kèm theo Kế hoạch này{paper.end}",
    )
    _write_signatures(document, paper)
    _write_annex(document, paper.units)
    return _saved(document)


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True
    _number_pages(section.header.paragraphs[0])
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)


def _number_pages(paragraph: Any) -> None:
    """Write the number of the page, centred in the top margin."""
    paragraph.alignment = CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001 - the library has no fields


def _set_properties(document: Document, paper: PlanPaper, dated: datetime.datetime) -> None:
    known = document.core_properties
    known.author, known.last_modified_by = paper.agency_name, paper.agency_name
    known.title, known.comments, known.language = f"{paper.title}: {paper.subject}", "", "vi-VN"
    known.created = known.modified = dated.replace(tzinfo=None, microsecond=0)


def _write_head(document: Document, paper: PlanPaper) -> None:
    """Write the two columns of the letterhead: bodies and number, nation and place."""
    left = [(paper.superior, False, False), (paper.agency, True, False)]
    if paper.party:
        left.append(("*", False, False))
        right = [("ĐẢNG CỘNG SẢN VIỆT NAM", True, False)]
    else:
        right = [
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True, False),
            ("Độc lập - Tự do - Hạnh phúc", True, False),
        ]
    left.append((paper.number, False, False))
    if paper.without_validity:
        left.append((f"{paper.without_validity} (không có giá trị)", True, False))
    right.append((paper.place_date, False, True))
    table = _add_table(document, 1, HEAD)
    ruled = (
        right[-2][0],
        "" if paper.party else paper.agency,
    )  # above a line, as in the state or the Party form
    for cell, width, lines in zip(table.rows[0].cells, HEAD, (left, right), strict=True):
        cell.width = width
        for paragraph in _fill(cell, [line for line in lines if line[0]], size=12):
            if paragraph.text in ruled:
                _rule_below(paragraph, width, Mm(25) if paragraph.text == paper.agency else Mm(56))


def _add_table(document: Document, rows: int, widths: Sequence[Length]) -> Any:
    """Return a table whose columns have these widths also where a program reads them from the grid."""
    table = document.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    return table


def _fill(cell: Any, lines: Sequence[tuple[str, bool, bool]], *, size: int, align: Any = CENTER) -> list[Any]:
    """Write (text, bold, italic) lines into a cell, which begins with one empty paragraph; return its paragraphs."""
    for place, (text, bold, italic) in enumerate(lines):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.alignment = align
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(text)
        run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return list(cell.paragraphs)


def _rule_below(paragraph: Any, room: Length, length: Length) -> None:
    """Draw a centred line of this length below a paragraph that has so much room."""
    written = OxmlElement("w:p")
    paragraph._p.addnext(written)  # noqa: SLF001 - the library has no borders
    rule = Paragraph(written, paragraph._parent)  # noqa: SLF001
    form = rule.paragraph_format
    form.left_indent = form.right_indent = Emu((room - length) // 2)
    form.space_before, form.space_after, form.line_spacing = Pt(2), Pt(0), Pt(4)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    written.pPr.insert_element_before(borders, "w:spacing", "w:ind")


def _line(
    document: Document,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    align: Any = JUSTIFY,
    before: int = 0,
    after: int = 6,
) -> Any:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    form = paragraph.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.first_line_indent = Cm(0) if align == CENTER else Cm(1.2)
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
    return paragraph


def _write_signatures(document: Document, paper: PlanPaper) -> None:
    widths = (Mm(75), Mm(90))
    table = _add_table(document, 1, widths)
    left, right = table.rows[0].cells
    left.width, right.width = widths
    first, *_others = _fill(
        left,
        [("Nơi nhận:", not paper.party, not paper.party), *((one, False, False) for one in paper.recipients)],
        size=11,
        align=LEFT,
    )
    first.runs[0].underline = paper.party
    titles = [(line, True, False) for line in (*paper.authority, paper.signer_title) if line]
    room = [("", False, False)] * 4
    _fill(right, [*titles, *room, (paper.signer, True, False)], size=14)


def _write_annex(document: Document, units: Sequence[AnnexUnit]) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    _line(document, "PHỤ LỤC", bold=True, align=CENTER)
    _line(
        document, "Danh sách đơn vị, cán bộ và thời gian tổ chức hội nghị", bold=True, align=CENTER, after=12
    )
    rows = list(_rows(units))
    table = _add_table(document, len(rows), COLUMNS)
    table.style = "Table Grid"
    cells = iter(table._cells)  # noqa: SLF001 - finding the cells of each row anew takes the square of the rows
    merged = []
    for texts, is_title in rows:
        row = [next(cells) for _column in COLUMNS]
        for cell, text, width in zip(row, texts, COLUMNS, strict=True):
            cell.width = width
            if text:
                _fill(cell, [(text, is_title, False)], size=12, align=LEFT)
        if not texts[1]:
            merged.append(row)
    _repeat(table.rows[0])
    for row in merged:
        row[0].merge(row[-1])


def _rows(units: Sequence[AnnexUnit]) -> Iterator[tuple[Sequence[str], bool]]:
    """Yield the texts of each row, and whether it is a title: the head of the table, or a unit."""
    yield TITLES, True
    for unit in units:
        days = f" (hội nghị: {unit.days})" if unit.days else ""
        yield (f"{unit.name}{days}", "", "", ""), True
        for number, one in enumerate(unit.officials, start=1):
            remark = f"Không lấy phiếu: {one.exempt}" if one.exempt else ""
            yield (str(number), one.name, one.posts, remark), False
        if unit.remark:
            yield (unit.remark, "", "", ""), False


def _repeat(row: Any) -> None:
    """Let the row stand at the top of each page of the table."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001


def _saved(document: Document) -> bytes:
    written = io.BytesIO()
    document.save(written)
    fixed = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(entry.filename))
    return fixed.getvalue()
