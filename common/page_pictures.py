"""Pictures of pages, made into one PDF: upright, not larger than print needs, without what a camera notes in them."""

import io
from collections.abc import Iterable
from contextlib import ExitStack

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from common.file_kinds import PDF, PICTURES, kind_of

ENDINGS = (".jpg", ".jpeg", ".png", ".webp")
MOST_PIXELS = 80_000_000  # a scan of A3 with 600 dots an inch has 70 million
LONGEST = 2480  # pixels: A4 with 212 dots an inch, on which small print can be read
QUALITY = 75
A4_INCHES = (8.27, 11.69)


def is_picture(file: File) -> bool:  # type: ignore[type-arg]
    """Return whether a file is treated as a picture: by its content, or by its name if that is no PDF either."""
    kind = kind_of(file)
    return kind in PICTURES or (kind != PDF and (file.name or "").lower().endswith(ENDINGS))


def picture_page(file: File) -> bytes:  # type: ignore[type-arg]
    """Return a picture as a PDF of one page. Raises `ValidationError`."""
    file.seek(0)
    try:
        with Image.open(file, formats=PICTURES) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(_("This picture is too large. Take it again with less detail."))
            return _page(picture)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as broken:
        raise ValidationError(
            _("This is not a picture that can be read. Take it again as JPEG or PNG, or upload a PDF file.")
        ) from broken
    finally:
        file.seek(0)


def joined(pages: Iterable[bytes]) -> bytes:
    """Return one PDF with the pages of several."""
    import pikepdf  # noqa: PLC0415 - slow to import

    written = io.BytesIO()
    with pikepdf.new() as whole, ExitStack() as opened:
        for page in pages:
            whole.pages.extend(opened.enter_context(pikepdf.open(io.BytesIO(page))).pages)
        whole.save(written)
    return written.getvalue()


def _page(picture: Image.Image) -> bytes:
    # A camera's picture is decoded in a smaller size from the start, which needs a fraction of the memory.
    picture.draft("RGB", (LONGEST, LONGEST))
    upright = ImageOps.exif_transpose(picture)
    shown = _on_white(upright)
    shown.thumbnail((LONGEST, LONGEST))
    written = io.BytesIO()
    shown.save(written, "PDF", resolution=_dots_an_inch(shown), quality=QUALITY)
    return written.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """Return the picture without transparency, in grey where it has no colours."""
    if picture.mode in ("L", "1"):
        return picture.convert("L")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        whole = picture.convert("RGBA")
        paper = Image.new("RGB", whole.size, "white")
        paper.paste(whole, mask=whole.getchannel("A"))
        return paper
    return picture.convert("RGB")


def _dots_an_inch(picture: Image.Image) -> float:
    """Return the resolution with which the picture fills a sheet of A4, upright or lying."""
    short, long = sorted(picture.size)
    return max(short / A4_INCHES[0], long / A4_INCHES[1])
