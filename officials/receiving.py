"""Uploaded files → papers: PDF files as they are, pictures in their order as one PDF."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _

from common.file_kinds import HEIC, kind_of
from common.page_pictures import is_picture, joined, picture_page
from common.pdf_uploads import require_pdf
from common.virus_scan import require_clean

ACCEPTED = "application/pdf,image/jpeg,image/png,image/webp"
MOST_FILES = 20
# A picture of a page has 3 to 8 MB; what is kept of it is much less.
MOST_PICTURE_BYTES = 20 * 1024 * 1024
PAGES = "trang.pdf"

Upload: TypeAlias = "File[Any]"


def as_papers(files: Sequence[Upload]) -> list[Upload]:
    """Return the PDF files to keep; pictures, wherever they were chosen, stand as one where the first stood.

    Raises `ValidationError` with a sentence for each file that is refused, which names it.
    """
    if len(files) > MOST_FILES:
        raise ValidationError(
            _("At most %(number)d files are taken at once. Upload the rest afterwards.")
            % {"number": MOST_FILES}
        )
    _require_all(files)
    pictures = [file for file in files if is_picture(file)]
    made: list[Upload] = []
    for file in files:
        if file not in pictures:
            made.append(_as_pdf(file))
        elif file is pictures[0]:
            made.append(_joined(pictures, files))
    return made


def _require_all(files: Sequence[Upload]) -> None:
    refused = []
    for file in files:
        try:
            _require(file)
        except ValidationError as refusal:
            refused.append(_named(file, refusal))
    if refused:
        raise ValidationError([*refused, *_nothing_taken(files)])


def _nothing_taken(files: Sequence[Upload]) -> list[str]:
    """Return a sentence about the files that were all right, which a refusal of another leaves behind."""
    if len(files) == 1:
        return []
    return [_("None of the files was received. Put right what is named here, then choose all files again.")]


def _require(file: Upload) -> None:
    name = (file.name or "").lower()
    if name.endswith((".heic", ".heif")) or kind_of(file) == HEIC:
        raise ValidationError(
            _(
                "Pictures of the kind HEIC are not taken. Let the telephone take pictures as JPEG (most compatible)."
            )
        )
    if name.endswith((".doc", ".docx", ".odt", ".xls", ".xlsx")):
        raise ValidationError(_("Save this document as PDF in your word processor, and upload that."))
    require_clean(file)
    if not is_picture(file):
        require_pdf(file)
    elif file.size > MOST_PICTURE_BYTES:
        size = MOST_PICTURE_BYTES // (1024 * 1024)
        raise ValidationError(
            _("The picture is larger than %(size)d MB. Take it again with less detail.") % {"size": size}
        )


def _as_pdf(file: Upload) -> Upload:
    """Return a PDF file under a name that says so; a scanner or a messenger may have given it another ending."""
    if not (file.name or "").lower().endswith(".pdf"):
        file.name = f"{file.name}.pdf"
    return file


def _joined(pictures: Sequence[Upload], files: Sequence[Upload]) -> Upload:
    """Return the pictures as one PDF; what a camera or a stranger put into the files beside the picture is gone."""
    pages, refused = [], []
    for picture in pictures:
        try:
            pages.append(picture_page(picture))
        except ValidationError as refusal:
            refused.append(_named(picture, refusal))
    if refused:
        raise ValidationError([*refused, *_nothing_taken(files)])
    made = ContentFile(joined(pages), name=PAGES)
    require_pdf(made)
    return made


def _named(file: Upload, refusal: ValidationError) -> ValidationError:
    return ValidationError(f"{file.name}: {' '.join(refusal.messages)}")
