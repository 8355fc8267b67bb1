"""Checks of uploaded documents: PDF by content, of bounded size."""

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

MAX_BYTES = 20 * 1024 * 1024


def require_pdf(file: File) -> None:  # type: ignore[type-arg]
    """Raise `ValidationError` unless the content begins as PDF does and is of bounded size."""
    if file.size > MAX_BYTES:
        size = MAX_BYTES // (1024 * 1024)
        raise ValidationError(
            _("The file is larger than %(size)d MB. Scan it again with less detail.") % {"size": size}
        )
    file.seek(0)
    start = file.read(5)
    file.seek(0)
    if start != b"%PDF-":
        raise ValidationError(_("This is not a PDF file. Save the paper as PDF and upload that."))
