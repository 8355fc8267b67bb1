"""Reading a PDF back: text by page and the objects that make an archive file."""

import io
import re
import subprocess

import pikepdf


def pages(pdf: bytes) -> list[str]:
    """The text of each page, laid out as printed."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def text(pdf: bytes) -> str:
    """The whole text with runs of white space made one space."""
    return " ".join(" ".join(pages(pdf)).split())


def words(pdf: bytes) -> list[tuple[float, ...]]:
    """Left, top, right and bottom edge of each word of page 1, in millimetres from its corner."""
    command = ["pdftotext", "-bbox", "-l", "1", "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    edges = re.findall(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">', done)
    return [tuple(float(edge) / 72 * 25.4 for edge in word) for word in edges]


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
