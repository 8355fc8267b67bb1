"""Vietnamese for rounds whose counting team is a `tổ`, not a `ban` (docs/vietnamese.md §3).

The name of the team is data of the rule set. The catalogue says `ban kiểm phiếu`; a variant of it,
made when catalogues are compiled, says `tổ kiểm phiếu`. A page about one round activates it.
"""

from django.utils.translation import activate, get_language, to_locale

LANGUAGE = "vi"
VARIANT = "vi-x-to"
FOLDER = to_locale(VARIANT)
WORDS = (
    ("ưởng ban kiểm phiếu", "ưởng ban"),  # avoids "tổ trưởng tổ …"
    ("Trưởng ban", "Tổ trưởng"),
    ("trưởng ban", "tổ trưởng"),
    ("Ban kiểm phiếu", "Tổ kiểm phiếu"),
    ("ban kiểm phiếu", "tổ kiểm phiếu"),
)


def in_words_of_a_group(text: str) -> str:
    """Return the text with `tổ kiểm phiếu` and `tổ trưởng`."""
    for ban, group in WORDS:
        text = text.replace(ban, group)
    return text


def speak_of(label: str) -> None:
    """Show the rest of this request in the words of a counting team with this name."""
    if get_language() == LANGUAGE and label.lower().startswith("tổ "):
        activate(VARIANT)
