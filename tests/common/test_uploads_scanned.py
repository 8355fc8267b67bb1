"""Uploads are scanned where clamd is named; pictures become one PDF without what cameras note in them."""

import io
import socket
import threading
from pathlib import Path

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image
from pytest_django import Settings

from common.page_pictures import joined, picture_page
from common.virus_scan import _connected, require_clean
from officials.receiving import as_papers
from tests.dossiers import PDF


def answering(path: Path, answer: bytes) -> None:
    """Answer one stream on a socket as clamd does."""
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(path))
    server.listen(1)

    def serve() -> None:
        client, _address = server.accept()
        received = b""
        while not received.endswith(b"\0\0\0\0"):
            received += client.recv(65536)
        client.sendall(answer)
        client.close()
        server.close()

    threading.Thread(target=serve, daemon=True).start()


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (b"stream: OK\0", ""),
        (b"stream: Eicar FOUND\0", "mã độc"),
        (b"size limit exceeded. ERROR\0", "Chưa kiểm tra"),
    ],
)
def test_answer_of_the_scanner(settings: Settings, tmp_path: Path, answer: bytes, sentence: str) -> None:
    settings.CLAMD = str(tmp_path / "clamd")
    answering(tmp_path / "clamd", answer)
    if not sentence:
        require_clean(ContentFile(b"giay to"))
        return
    with pytest.raises(ValidationError, match=sentence):
        require_clean(ContentFile(b"giay to"))


def test_nothing_is_taken_while_the_scanner_is_away(settings: Settings, tmp_path: Path) -> None:
    settings.CLAMD = str(tmp_path / "nobody")
    with pytest.raises(ValidationError, match="thử lại sau"):
        require_clean(ContentFile(b"giay to"))


def test_no_socket_stays_open_when_the_scanner_is_away(settings: Settings, tmp_path: Path) -> None:
    settings.CLAMD = str(tmp_path / "nobody")
    with pytest.raises(OSError) as refused:
        _connected()
    left = [value for entry in refused.traceback for value in entry.frame.f_locals.values()]
    assert all(value.fileno() == -1 for value in left if isinstance(value, socket.socket))
    assert any(isinstance(value, socket.socket) for value in left)


def jpeg() -> bytes:
    written = io.BytesIO()
    notes = Image.Exif()
    notes[0x0112], notes[0x010F] = 6, "Máy ảnh"
    Image.new("RGB", (3000, 2000), "white").save(written, "JPEG", exif=notes)
    return written.getvalue()


def test_picture_is_upright_small_and_without_notes() -> None:
    made = joined([picture_page(ContentFile(jpeg()))])
    with pikepdf.open(io.BytesIO(made)) as pdf:
        box = [float(one) for one in pdf.pages[0].mediabox]
    assert box[3] > box[2]
    assert box[3] <= 843
    assert "Máy ảnh".encode() not in made


def test_what_is_no_picture_is_named() -> None:
    with pytest.raises(ValidationError, match=r"anh\.jpg: Không đọc được ảnh này"):
        as_papers([ContentFile(b"khong phai anh", name="anh.jpg")])


def test_a_refused_file_leaves_the_others_behind_and_says_so() -> None:
    broken, good = ContentFile(b"khong phai anh", name="anh.jpg"), ContentFile(PDF, name="bao-cao.pdf")
    for files in (
        [good, broken],
        [good, ContentFile(b"x", name="b.pdf")],
        [ContentFile(jpeg(), name="a.jpg"), broken],
    ):
        with pytest.raises(ValidationError) as refused:
            as_papers(files)
        assert refused.value.messages[-1].startswith("Chưa nhận được tệp nào.")
    with pytest.raises(ValidationError) as alone:
        as_papers([broken])
    assert len(alone.value.messages) == 1


def test_content_decides_whatever_the_name_says() -> None:
    misnamed = [
        ContentFile(jpeg(), name="anh.pdf"),
        ContentFile(PDF, name="quet.jpg"),
        ContentFile(PDF, name="quet"),
    ]
    made = as_papers(misnamed)
    assert [file.name for file in made] == ["trang.pdf", "quet.jpg.pdf", "quet.pdf"]
    assert {file.read(5) for file in made} == {b"%PDF-"}


def test_picture_of_a_telephone_is_named_whatever_its_ending() -> None:
    with pytest.raises(ValidationError, match=r"anh\.jpg: Chưa nhận được ảnh HEIC"):
        as_papers([ContentFile(b"\0\0\0\x18ftypheic" + bytes(40), name="anh.jpg")])
