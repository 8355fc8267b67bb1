"""Words in braces that a text holds for each person; the same in both languages of a text."""

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from notices.kinds import NoticeKind, Wording

# How each word is written in a text, Vietnamese first.
WRITTEN: Mapping[str, tuple[str, str]] = {
    "name": ("họ tên", "name"),
    "meeting": ("hội nghị", "meeting"),
    "unit": ("đơn vị", "unit"),
    "time": ("thời gian", "time"),
    "place": ("địa điểm", "place"),
    "deadline": ("thời hạn", "deadline"),
    "reason": ("lý do", "reason"),
    "people": ("danh sách", "list"),
    "change": ("thay đổi", "change"),
    "link": ("liên kết", "link"),
    "reply_link": ("liên kết phản hồi", "reply link"),
    "contact": ("liên hệ", "contact"),
    "act": ("việc", "act"),
    "objects": ("đối tượng", "objects"),
    "asked_by": ("người đề nghị", "asked by"),
    "decided_by": ("người duyệt", "decided by"),
    "number": ("số lượng", "number"),
    "day": ("ngày", "day"),
    "official": ("cán bộ", "official"),
    "places": ("nơi lấy phiếu", "places"),
    "period": ("thời gian áp dụng", "period"),
    "outcome": ("kết quả", "outcome"),
}
# Words whose value may be empty; every other one must have a value before anything is sent.
OPTIONAL = frozenset({"contact"})
UNKNOWN = "…"
_MEANING = {written: word for word, forms in WRITTEN.items() for written in forms}
_IN_BRACES = re.compile(r"\{([^{}]*)\}")
_BLANK_LINES = re.compile(r"\n{3,}")


def problems(kind: NoticeKind, wording: Wording) -> Iterator[tuple[str, str]]:
    """Yield a part of the text, `subject` or `body`, with a sentence, for each thing that is wrong before sending."""
    for part, text in (("subject", wording.subject), ("body", wording.body)):
        if re.search(r"[{}]", _IN_BRACES.sub("", text)):
            yield part, _("A brace is opened or closed without the other.")
        for written in _written(text):
            if _MEANING.get(written) not in kind.words:
                yield part, _("Unknown here: {%(word)s}.") % {"word": written}
    held = {_MEANING.get(written) for written in _written(wording.body)}
    for word in kind.needed:
        if word not in held:
            yield "body", _("Missing in the text: {%(word)s}.") % {"word": WRITTEN[word][0]}


def lacking(wording: Wording, values: Mapping[str, str]) -> list[str]:
    """Return the words, as written in the text, for which there is no value."""
    written = [*_written(wording.subject), *_written(wording.body)]
    lacks = [word for word in written if not values.get(_MEANING[word]) and _MEANING[word] not in OPTIONAL]
    return list(dict.fromkeys(lacks))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return the text with its words replaced, by `…` where nothing is known; values are never read as words."""

    def value(word: re.Match[str]) -> str:
        meaning = _meaning(word[1])
        return values.get(meaning) or ("" if meaning in OPTIONAL else UNKNOWN)

    return _BLANK_LINES.sub("\n\n", _IN_BRACES.sub(value, text)).strip()


def words_of(kind: NoticeKind, language: str) -> list[str]:
    """Return the words that the texts of a kind may hold, as people write them."""
    return [WRITTEN[word][0 if language == "vi" else 1] for word in kind.words]


def _written(text: str) -> list[str]:
    return [_normal(found) for found in _IN_BRACES.findall(text)]


def _meaning(written: str) -> str:
    return _MEANING[_normal(written)]


def _normal(written: str) -> str:
    return " ".join(written.split()).lower()
