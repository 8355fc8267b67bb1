"""Read a PDF: text by page, and the objects that PDF/A requires."""

import io

import pdfplumber
import pikepdf

MILLIMETRES = 25.4 / 72


def pages(pdf: bytes) -> list[str]:
    """The text of each page, line by line as printed."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [page.extract_text() for page in document.pages]


def text(pdf: bytes) -> str:
    """The whole text with runs of white space made one space."""
    return " ".join(" ".join(pages(pdf)).split())


def words(pdf: bytes) -> list[tuple[float, ...]]:
    """Left, top, right and bottom edge of each word of page 1, in millimetres from its corner."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        found = document.pages[0].extract_words()
    return [tuple(word[edge] * MILLIMETRES for edge in ("x0", "top", "x1", "bottom")) for word in found]


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def fonts(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """Descriptors of every font a page names, by base font."""
    found = {}
    for page in pdf.pages:
        for font in page.Resources.Font.values():
            descendant = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            found[str(font.BaseFont)] = descendant.FontDescriptor
    return found
