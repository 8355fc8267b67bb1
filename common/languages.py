"""Mark Vietnamese words on pages of another language, so that screen readers speak them rightly."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()
# Letters that English does not have.
_VIETNAMESE = re.compile("[ăâđêôơưàáãèéìíĩòóõùúũý\u1ea0-\u1ef9]", re.IGNORECASE)
_TAG = re.compile("<[^>]*>")
_CELL = re.compile(r"^<(td|th)\b")
_OPTION = re.compile(r"<option\b([^>]*)>([^<]*)")


def is_vietnamese(text: str) -> bool:
    """Return whether the text holds a letter that Vietnamese has and English does not."""
    return bool(_VIETNAMESE.search(unicodedata.normalize("NFC", text)))


def _is_foreign(text: str) -> bool:
    return not _is_page_vietnamese() and is_vietnamese(text)


def _is_page_vietnamese() -> bool:
    return (get_language() or "vi").startswith("vi")


class Filled(str):
    """A sentence with values filled in; in HTML, each Vietnamese value is marked."""

    __slots__ = ("sentence", "values")
    sentence: str
    values: Mapping[str, object]

    def __html__(self) -> SafeString:
        marked = {name: value if isinstance(value, int) else vi(value) for name, value in self.values.items()}
        return mark_safe(escape(self.sentence) % marked)  # noqa: S308 - sentence and values are escaped


def filled(sentence: str, values: Mapping[str, object]) -> Filled:
    """Return `sentence % values` as plain text that templates show with `lang` at Vietnamese values."""
    text = Filled(sentence % values)
    text.sentence, text.values = sentence, values
    return text


@register.filter
def vi(value: Any) -> SafeString:
    """Return the text inside `<span lang="vi">` if the page is not Vietnamese and the text is."""
    text = conditional_escape("" if value is None else value)
    return format_html('<span lang="vi">{}</span>', text) if _is_foreign(str(text)) else text


@register.filter
def vi_cell(cell: str) -> str:
    """Return a rendered table cell, with `lang` if it holds Vietnamese text."""
    if _is_page_vietnamese() or not is_vietnamese(_TAG.sub("", cell)):
        return cell
    return mark_safe(_CELL.sub(r'<\1 lang="vi"', cell))  # noqa: S308 - changes the tag of escaped output


@register.filter
def vi_options(field: Any) -> SafeString:
    """Return a rendered form field, with `lang` at each Vietnamese choice."""
    if _is_page_vietnamese():
        return mark_safe(str(field))  # noqa: S308 - as below

    def marked(found: re.Match[str]) -> str:
        lang = ' lang="vi"' if _is_foreign(found[2]) else ""
        return f"<option{lang}{found[1]}>{found[2]}"

    return mark_safe(_OPTION.sub(marked, str(field)))  # noqa: S308 - changes the tags of escaped output


@register.filter
def gloss(level: str) -> str:
    """Return what a level of confidence means in English, in brackets; "" on Vietnamese pages."""
    known = {"high": _("high confidence"), "confidence": _("confidence"), "low": _("low confidence")}
    if level not in known or _is_page_vietnamese():
        return ""
    return f" ({known[level]})"
