"""Sort keys of Vietnamese names: given name first (docs/domain.md §4.5).

The embedded database has no ICU, so the key is stored in a column (docs/decisions/12-name-order-column.md).
"""

import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from vn_collate import collate_key

INVISIBLE = ("Cc", "Cf", "Co", "Cs")  # controls, bidi controls and joiners, private and half characters
TONES = "\u0300\u0301\u0303\u0309\u0323"


def plain_text(text: str) -> None:
    """Raise `ValidationError` for signs that nobody sees: they make two names look alike or turn a line round."""
    for place, sign in enumerate(text, 1):
        if unicodedata.category(sign) in INVISIBLE:
            raise ValidationError(
                _(
                    "Sign number %(place)d cannot be seen (U+%(code)s). Type the text again instead of pasting it."
                ),
                code="invisible",
                params={"place": place, "code": f"{ord(sign):04X}"},
            )


def plain_lines(text: str) -> None:
    """Raise `ValidationError` as `plain_text` does, for a text of several lines."""
    for line in text.replace("\r\n", "\n").split("\n"):
        plain_text(line)


def folded(full_name: str) -> str:
    """Return the same text for different spellings of one name.

    Ignores capitals, spaces, composition of marks, and the vowel that carries the tone (`Thuý`,
    `Thúy`).
    """
    words = unicodedata.normalize("NFD", full_name.casefold()).split()
    return " ".join("".join(sorted(word, key=TONES.__contains__)) for word in words)


def name_sort_key(full_name: str) -> str:
    """Return a string whose code-point order is the order of a Vietnamese roll.

    The given name (last word) comes first, then family and middle names. Each word has its
    own key, because a key over the whole name would sort `Ánh` before a longer `An …`.
    """
    words = full_name.split()
    return " ".join(collate_key(word) for word in words[-1:] + words[:-1])


class NameSortField(models.CharField):  # type: ignore[type-arg]
    """Column that is filled from another field at each save."""

    def __init__(self, *args: Any, source: str = "full_name", **kwargs: Any) -> None:
        self.source = source
        kwargs.setdefault("max_length", 2000)
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["editable"]
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = name_sort_key(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, key)
        return key
