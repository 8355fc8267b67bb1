"""A reader can open every citation: the files, sections and tests that the tree names exist."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from operations.embedded.places import BASE_DIR

SKIPPED = {"node_modules", "var", "dist", "__pycache__"}  # made by set-up or by running
SUFFIXES = {".py", ".js", ".mjs", ".html", ".md", ".sh", ".toml", ".css", ".yml", ".yaml", ""}
NUMBER = r"(?:\d+|[A-Z](?=\.))(?:\.\d+)*"
NUMBERS = rf"(?P<numbers>{NUMBER}(?:(?:, | and |–){NUMBER})*)"
CITATION = re.compile(rf"(?:(?P<source>[\w./-]+\.md|RFC \d+)[`)]* )?§§? ?{NUMBERS}?")
LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)]+))?\)")
BREAK = re.compile(r"\s*\n[ \t]*(?:#|//|\*|--)?[ \t]*")
# Standards that somebody has opened at these sections; a new citation is added after reading it.
STANDARDS: dict[str, set[str]] = {
    "RFC 3464": set(),
    "RFC 5545": set(),
    "RFC 5737": set(),
    "RFC 5869": set(),
    "RFC 6177": set(),
    "RFC 6962": {"2.1"},
    "RFC 8032": set(),
    "RFC 8439": set(),
    "RFC 9380": {"5.3.1"},
    "RFC 9496": {"4.2", "4.3.1", "4.3.2", "4.3.4"},
    "RFC 9497": {"3.3.2"},
}


def _files() -> Iterator[Path]:
    for folder, names, files in os.walk(BASE_DIR):
        names[:] = [name for name in names if name not in SKIPPED and not name.startswith(".")]
        yield from (Path(folder) / name for name in files if not name.startswith("."))


FILES = [path for path in _files() if path.suffix in SUFFIXES]
TEXTS = {str(path.relative_to(BASE_DIR)): path.read_text() for path in FILES if path != Path(__file__)}
FLAT = {name: BREAK.sub(" ", text) for name, text in TEXTS.items()}
DOCUMENTS = sorted(name for name in TEXTS if name.endswith(".md"))
TOP = {path.name for path in BASE_DIR.iterdir() if path.is_dir()} - SKIPPED


def sections_of(document: str) -> set[str]:
    """Return the numbers that the headings of a document carry: `4`, `4.2`."""
    return set(re.findall(r"^##+ (\d+(?:\.\d+)*)\.? ", TEXTS[document], re.MULTILINE))


def expanded(numbers: str) -> list[str]:
    """Return each section of `3–6, 8.1`; a range runs over whole chapters."""
    found: list[str] = []
    for part in re.split(r", | and ", numbers):
        first, _, last = part.partition("–")
        found += map(str, range(int(first), int(last) + 1)) if last else [first]
    return found


@pytest.mark.parametrize("name", [name for name, text in FLAT.items() if "§" in text])
def test_every_cited_section_exists(name: str) -> None:
    for citation in CITATION.finditer(FLAT[name]):
        # Inside a numbered document a bare § is one of its own sections.
        source, numbers = citation["source"] or name, citation["numbers"] or "none"
        assert set(expanded(numbers)) <= sections_known(source, name), citation[0]


def sections_known(source: str, name: str) -> set[str]:
    """Return the sections of a source that `name` cites; none when it is not a document."""
    if source.startswith("RFC"):
        return STANDARDS[source]
    document = path_of(source, name)
    return sections_of(document) if document in DOCUMENTS else set()


def path_of(source: str, name: str) -> str:
    """Return the cited document from the root; documents may cite each other by relative path."""
    beside = os.path.normpath(Path(name).parent / source)
    return source if source in TEXTS else str(beside)


def test_every_standard_is_known() -> None:
    cited = {number for text in FLAT.values() for number in re.findall(r"RFC \d+", text)}
    assert cited == STANDARDS.keys()


@pytest.mark.slow
def test_every_document_named_is_there() -> None:
    # A bare lower-case name, such as the one of a file that a program writes, cites nothing.
    document = re.compile(r"(?:[\w.-]+/)+\w[\w-]*\.md\b|\b[A-Z_]+\.md\b")
    named = {(name, found) for name, text in TEXTS.items() for found in document.findall(text)}
    assert [(name, found) for name, found in sorted(named) if path_of(found, name) not in TEXTS] == []


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "CHANGELOG.md"])  # it names old paths
def test_every_path_in_a_document_is_there(name: str) -> None:
    paths = re.findall(r"`([\w.-]+/[\w./-]*)(?:::\w+)?`", TEXTS[name])
    named = [path for path in paths if path.partition("/")[0] in TOP]
    assert [path for path in named if not (BASE_DIR / path).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_of_a_document_leads_somewhere(name: str) -> None:
    links = [(to, part) for to, part in LINK.findall(TEXTS[name]) if "://" not in to]
    targets = [((BASE_DIR / name).parent / to if to else BASE_DIR / name, part) for to, part in links]
    assert [str(to) for to, _part in targets if not to.exists()] == []
    assert [part for to, part in targets if part and part not in anchors_of(to)] == []


def anchors_of(document: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", document.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_nothing_cites_a_text_outside_the_repository() -> None:
    outside = re.compile(r"\b(?:architecture|domain|protocol|design|wording) note\b", re.IGNORECASE)
    assert [name for name, text in FLAT.items() if outside.search(text)] == []


RECORDS = sorted((BASE_DIR / "docs/decisions").glob("[0-9]*.md"))
PARTS = ["Context", "Decision", "Why", "Rejected", "Consequences"]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_every_decision_has_its_parts_and_index_row(record: Path) -> None:
    assert re.findall(r"^## (.+)$", record.read_text(), re.MULTILINE) == PARTS
    assert f"({record.name})" in (record.parent / "README.md").read_text()


def test_the_version_is_the_newest_one_released() -> None:
    released = re.findall(
        r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$", TEXTS["CHANGELOG.md"], re.MULTILINE
    )
    assert f'version = "{released[0]}"' in TEXTS["pyproject.toml"].splitlines()
