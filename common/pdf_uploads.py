"""Checks of uploaded documents: PDF by parsing, of bounded size, and nothing in it that acts."""

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from common.file_kinds import PDF, kind_of

MAX_BYTES = 20 * 1024 * 1024


def require_pdf(file: File) -> None:  # type: ignore[type-arg]
    """Raise `ValidationError` unless the file is a PDF of bounded size that only shows pages."""
    if file.size > MAX_BYTES:
        size = MAX_BYTES // (1024 * 1024)
        raise ValidationError(
            _("The file is larger than %(size)d MB. Scan it again with less detail.") % {"size": size}
        )
    if (kind := kind_of(file)) != PDF:
        raise ValidationError(_not_pdf(kind))
    from common.passive_pdf import require_passive  # noqa: PLC0415 - imports pikepdf

    require_passive(file)


def _not_pdf(kind: str) -> str:
    if not kind:
        return _("This is not a PDF file. Save the paper as PDF and upload that.")
    text = _(
        "This file is a picture (%(kind)s), not a PDF file. Scan the paper as PDF, or print the picture to a "
        "PDF file."
    )
    return text % {"kind": kind}
