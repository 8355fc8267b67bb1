"""Papers are PDF files that only show pages: no programs, no attached files, no password."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from pikepdf import Array, Dictionary, Name, String

from common.pdf_uploads import require_pdf
from tests.dossiers import PDF


def changed(change: Callable[[pikepdf.Pdf], object], **options: object) -> ContentFile[bytes]:
    with pikepdf.open(io.BytesIO(PDF)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, **options)  # type: ignore[arg-type]
    return ContentFile(out.getvalue())


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def open_action(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = script()


def page_action(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].AA = Dictionary(O=script())


def deep_action(pdf: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.GoTo, D=Array([]), Next=Array([Dictionary(S=Name.Launch, F=String("a.exe"))]))
    pdf.pages[0].Annots = Array([pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, A=action))])


def attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.exe"] = b"MZ"


def told_of_reading(pdf: pikepdf.Pdf) -> None:
    link = Dictionary(S=Name.URI, URI=String("https://example.test/read"))
    pdf.Root.OpenAction = pdf.make_indirect(link)


def film(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.RichMedia)])


def opens_at_a_page(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])
    pdf.pages[0].Annots = Array(
        [Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://a.test")))]
    )


def nothing(pdf: pikepdf.Pdf) -> None:
    """Leave the paper as it is."""


@pytest.mark.parametrize("change", [open_action, page_action, deep_action, attached, told_of_reading, film])
def test_what_acts_is_refused(change: Callable[[pikepdf.Pdf], object]) -> None:
    for compressed in (pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate):
        with pytest.raises(ValidationError, match="chương trình, tệp đính kèm hoặc biểu mẫu"):
            require_pdf(changed(change, object_stream_mode=compressed))


def test_password_is_refused() -> None:
    locked = changed(nothing, encryption=pikepdf.Encryption(user="a", owner="b"))
    with pytest.raises(ValidationError, match="có mật khẩu"):
        require_pdf(locked)


def test_encryption_without_a_password_is_refused() -> None:
    locked = changed(nothing, encryption=pikepdf.Encryption(user="", owner="b"))
    with pytest.raises(ValidationError, match="được mã hóa"):
        require_pdf(locked)


def test_links_and_a_first_page_are_no_programs() -> None:
    require_pdf(changed(opens_at_a_page))


def test_paper_passes_and_is_read_from_its_beginning() -> None:
    file = ContentFile(PDF)
    require_pdf(file)
    assert file.read() == PDF


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"%PDF-1.7\n<html><script>1</script></html>", b"\n" + PDF]
)
def test_other_content_is_refused(content: bytes) -> None:
    with pytest.raises(ValidationError, match="PDF"):
        require_pdf(ContentFile(content))


@pytest.mark.parametrize(
    ("kind", "head"),
    [("JPEG", b"\xff\xd8\xff\xe0"), ("PNG", b"\x89PNG\r\n\x1a\n"), ("WEBP", b"RIFF\0\0\0\0WEBP")],
)
def test_picture_with_the_name_of_a_pdf_is_called_what_it_is(kind: str, head: bytes) -> None:
    with pytest.raises(ValidationError, match=rf"thực chất là ảnh \({kind}\)"):
        require_pdf(ContentFile(head + bytes(40)))
