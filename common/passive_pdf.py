"""What is inside a PDF file; apart from `common.pdf_uploads`, because pikepdf is slow to import."""

from collections.abc import Iterator
from typing import Any

import pikepdf
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

MAX_OBJECTS = 200_000  # a scan of 500 pages has a few thousand
MAX_DEPTH = 40  # of direct objects inside each other
# Scripts, actions that leave the document, attached files, forms with programs (ISO 32000-1, 7.11.4 and 12.6.4).
KEYS = frozenset(("/JS", "/JavaScript", "/EF", "/EmbeddedFiles", "/XFA", "/RichMediaContent"))
ACTIONS = frozenset(
    (
        *("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToR", "/GoToE", "/Rendition"),
        *("/Movie", "/Sound", "/RichMediaExecute"),
    )
)
ANNOTATIONS = frozenset(("/RichMedia", "/3D", "/Movie", "/Sound", "/Screen", "/FileAttachment"))
# What may happen without a press: a link that opens by itself would tell its host that somebody reads.
BY_ITSELF = frozenset(("/GoTo", "/Named"))


def require_passive(file: File) -> None:  # type: ignore[type-arg]
    """Raise `ValidationError` unless the PDF file can be read and only shows pages."""
    file.seek(0)
    try:
        _parse(file)
    except pikepdf.PasswordError as locked:
        raise ValidationError(_("This PDF file has a password. Save it without one.")) from locked
    except (pikepdf.PdfError, ValueError, RecursionError) as broken:
        raise ValidationError(
            _("The PDF file is damaged, and its pages cannot be read. Save or scan the paper again.")
        ) from broken
    finally:
        file.seek(0)


def _parse(file: File) -> None:  # type: ignore[type-arg]
    with pikepdf.open(file) as pdf:  # type: ignore[arg-type]
        if pdf.is_encrypted:  # opens without a password, and forbids printing or copying
            raise ValidationError(
                _("This PDF file is encrypted. Save it without protection, or print it to a new PDF file.")
            )
        if not len(pdf.pages) or len(pdf.objects) > MAX_OBJECTS:
            raise ValueError("has no pages, or more objects than any paper")
        if any(_acts(part) for whole in pdf.objects for part in _parts(whole)):
            raise ValidationError(
                _("This PDF file contains a program, an attached file or a form. Print it to a new PDF file.")
            )


def _parts(value: Any, depth: int = 0) -> Iterator[pikepdf.Object]:
    """Yield the dictionaries in an object, without following references."""
    if depth > MAX_DEPTH:
        raise ValueError("is nested deeper than any paper")
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        yield value
        inner = [value.get(key) for key in value.keys()]  # noqa: SIM118 - streams iterate bytes
    else:
        inner = list(value) if isinstance(value, pikepdf.Array) else []
    for one in inner:
        if not getattr(one, "is_indirect", False):
            yield from _parts(one, depth + 1)


def _acts(part: pikepdf.Object) -> bool:
    keys = set(part.keys())
    return (
        bool(keys & KEYS)
        or str(part.get("/S", "")) in ACTIONS
        or str(part.get("/Type", "")) == "/EmbeddedFile"
        or str(part.get("/Subtype", "")) in ANNOTATIONS
        or any(_leaves(action) for action in _by_itself(part))
    )


def _by_itself(part: pikepdf.Object) -> Iterator[Any]:
    """Yield the actions that a reader would start when the document or a page is opened."""
    yield part.get("/OpenAction")
    events = part.get("/AA")
    if isinstance(events, pikepdf.Dictionary):
        yield from (events.get(key) for key in events.keys())  # noqa: SIM118


def _leaves(action: Any) -> bool:
    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) not in BY_ITSELF
