"""No text that people read uses a word that docs/vietnamese.md rules out."""

import functools
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from operations.embedded.places import BASE_DIR
from rounds.regulations import COMMON, RULE_SETS
from verifier.words import WORDS

GLOSSARY = BASE_DIR / "docs/vietnamese.md"
# Where a word of the column "never" is part of another right term. Each with its reason.
RIGHT = {
    "chức danh": ["chức danh, chức vụ"],  # the whole term
    "xử lý": ["Cách xử lý"],  # of a trouble in a guide, not of a person
    "người bỏ phiếu": ["mọi người bỏ phiếu"],  # everybody casts
    "phiếu mã": ["phiếu mã hóa"],  # the verb begins with the same word
    "phiếu rút": ["phiếu rút gọn"],  # the short code
    "rút": [
        "rút gọn",
        "rút ngắn",
        "rút đề nghị",
        "rút thông báo",
        "đã rút",
    ],  # short forms; what is taken back
    "đã thông báo": ["đã thông báo triệu tập"],  # the whole term
    "mã phiếu": ["mã phiếu thử"],  # a test ballot is not secret
    "tổng": ["tổng hợp", "tổng số"],  # the totals themselves, and a sum of people or ballots
    "công bố": [  # what the counting team does in the meeting
        "công bố kết quả kiểm phiếu",
        "kết quả kiểm phiếu được công bố tại hội nghị",
        "kết quả công bố tại hội nghị",
    ],
    "lịch sử": ["lịch sử thay đổi"],  # of a row in the administration
    "phiên": ["phiên bản"],  # a version
    "javascript": ["kỹ thuật: trang cần javascript"],  # the line for the technician
    "byte": ["byte by byte"],  # English title of the protocol
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\{.*?\}\}|\{%.*?%\}|\{\w*\}|<[^>]*>")
GUIDES = ("docs/guides/*.md", "results/bundle_readme.txt")
TEMPLATES = (
    "templates/documents/*.html",
    "templates/results/documents/*.html",
    "templates/simulation/*.html",
)
SOURCES = (
    "documents/*.py",
    "results/documents/*.py",
    "simulation/demo/*.py",
    "officials/*_list.py",
    "rounds/*_list.py",
    "notices/kinds.py",
)


@functools.cache
def never() -> list[str]:
    """Return the words ruled out: the last column of the terms, the first of the manner."""
    terms, manner = GLOSSARY.read_text().split("## 2. Manner")
    cells = [row.split("|")[3] for row in terms.splitlines() if row.startswith("| ")]
    cells += [
        re.sub(r"^[^:]*:", "", row.split("|")[1]) for row in manner.splitlines() if row.startswith("| ")
    ]
    words = [re.sub(r"\(.*?\)", "", word).strip() for cell in cells for word in re.split("[;,]", cell)]
    return sorted({word for word in words if word and word not in ("never", "instead of")})


def used(text: str) -> list[str]:
    """Return which of these words stand in the text, outside the places where they are right."""
    plain = " ".join(PLACEHOLDER.sub(" ", text).lower().split())
    return [word for word in never() if _stands(word.lower(), plain)]


def _stands(word: str, text: str) -> bool:
    for context in RIGHT.get(word, ()):
        text = text.replace(context.lower(), " ")
    return bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text))


def catalogue_texts() -> Iterator[tuple[str, str]]:
    for path in sorted((BASE_DIR / "locale").rglob("vi/LC_MESSAGES/*.po")):
        for entry in polib.pofile(str(path)):
            for text in (entry.msgstr, *entry.msgstr_plural.values()):
                yield f"{path.parts[-4]}: {entry.msgid}", text


def file_texts(*patterns: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        for path in sorted(BASE_DIR.glob(pattern)):
            yield str(path.relative_to(BASE_DIR)), path.read_text()


def source_texts(*patterns: str) -> Iterator[tuple[str, str]]:
    """Only the Vietnamese strings of a module."""
    for name, source in file_texts(*patterns):
        for text in re.findall(r'"((?:[^"\\\n]|\\.)*)"', source):
            if re.search(r"[à-ỹ]", text):
                yield name, text


def data_texts() -> Iterator[tuple[str, str]]:
    for code, rules in RULE_SETS.items():
        yield code, str({**COMMON, **rules})
    for name, words in WORDS.items():
        yield f"verifier: {name}", words["vi"]


def found(texts: Iterator[tuple[str, str]]) -> dict[str, list[str]]:
    return {place: words for place, text in texts if (words := used(text))}


@pytest.mark.slow
def test_catalogues() -> None:
    assert found(catalogue_texts()) == {}


def test_guides_and_documents() -> None:
    assert found(file_texts(*GUIDES, *TEMPLATES)) == {}


def test_words_in_code_and_data() -> None:
    assert found(source_texts(*SOURCES)) == {}
    assert found(data_texts()) == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bạn hãy bỏ phiếu", ["bạn", "hãy"]),
        ("Mã phiếu của ông/bà", ["mã phiếu"]),
        ("Mã phiếu thử, kết quả tổng hợp, phiếu mã hóa", []),
        ("Kết quả được công bố trên mạng", ["công bố"]),
        ("Đã huỷ vì lí do khác", ["huỷ", "lí do"]),
        ("Gửi đến %(email)s", []),
    ],
)
def test_what_is_found(text: str, words: list[str]) -> None:
    assert used(text) == words


def test_every_glossary_row_has_a_vietnamese_term() -> None:
    rows = [
        row.split("|") for row in GLOSSARY.read_text().split("## 2.")[0].splitlines() if row.startswith("| ")
    ]
    assert len(rows) > 45
    assert all(row[2].strip() for row in rows)


@pytest.mark.parametrize(
    "path", sorted(Path(BASE_DIR / "docs/guides").glob("*.md")), ids=lambda path: path.name
)
def test_curly_quotes_and_dots(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text(), flags=re.DOTALL)
    assert " …" not in text
    assert '"' not in text
