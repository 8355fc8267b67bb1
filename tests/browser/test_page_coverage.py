"""Every page has a picture, and every picture of a guide is taken by a test."""

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.access.addresses import routes
from tests.browser.page_coverage import COVERED_PAGES, NO_PAGES

HERE = Path(__file__).parent
GUIDES = [settings.BASE_DIR / "README.md", *sorted((settings.BASE_DIR / "docs/guides").glob("*.md"))]
NAME = re.compile(r"[\w-]+")  # of a picture
IMAGE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")


def test_every_address_is_page_coverage_or_no_page() -> None:
    assert not COVERED_PAGES.keys() & NO_PAGES
    assert COVERED_PAGES.keys() | NO_PAGES == set(routes())


def test_every_picture_is_taken_by_a_test() -> None:
    assert [name for name in COVERED_PAGES.values() if not is_taken(name)] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_images_of_the_guides_are_there_and_taken_by_a_test(guide: Path) -> None:
    images = [(guide.parent / name).resolve() for name in IMAGE.findall(guide.read_text())]
    assert images
    assert [image.name for image in images if not image.is_file() or not is_taken(image.stem)] == []


def is_taken(name: str) -> bool:
    return bool(_pattern().fullmatch(name))


@functools.cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(set(_patterns()))))


def _patterns() -> Iterator[str]:
    """Yield patterns of picture names in the tests; the variable parts of a composed name match anything."""
    for file in HERE.rglob("*.py"):
        if file.stem in ("page_coverage", "test_page_coverage"):
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.JoinedStr):
                parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
                # Only a name that begins with its kind, such as `admin-…`, says which picture it is.
                if re.match(r"[a-z]+-", str(parts[0])):
                    yield "".join(".+" if part is None else re.escape(str(part)) for part in parts)
            elif isinstance(node, ast.Constant) and NAME.fullmatch(str(node.value)):
                yield re.escape(str(node.value))
