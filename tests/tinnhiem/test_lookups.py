"""Pages, views, admin and tasks ask selectors; only selectors, services and models make a query."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Manager, QuerySet

from operations.embedded.places import BASE_DIR
from tests.tinnhiem.upward import FLOORS

QUERYING = ("selectors", "services", "models")
ROOMS = {"officials", "approvals", "rounds", "notices", "ballots", "results"}
# `all` reads what a selector has prefetched.
QUERIES = {name for name in dir(QuerySet) if not name.startswith("_") and hasattr(Manager, name)} - {"all"}


def pages() -> Iterator[Path]:
    """Yield every module that shows something or does a task."""
    yield from (path for path in (BASE_DIR / "secretariat").rglob("*.py") if path.stem not in QUERYING)
    for room in FLOORS:
        yield from (BASE_DIR / room).rglob("views/*.py")
        yield from (BASE_DIR / room).rglob("views.py")
        yield from (BASE_DIR / room).glob("tasks.py")
        yield from (BASE_DIR / room).glob("*_page.py")


def related_rows() -> set[str]:
    """Return the names under which a row of ours reaches others: `electors`, `lines`, `committee` …"""
    models = [model for model in apps.get_models() if model._meta.app_label in ROOMS]
    back = {row.get_accessor_name() or "" for model in models for row in model._meta.related_objects}
    return back | {field.name for model in models for field in model._meta.many_to_many}


def lookups(source: str) -> list[int]:
    """Return the lines that query: by a manager (but for an empty set) or through related rows."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)]
    empty = {id(node.value) for node in nodes if node.attr == "none"}
    managers = [node for node in nodes if node.attr == "objects" and id(node) not in empty]
    names = related_rows()
    related = [
        node
        for node in nodes
        if node.attr in QUERIES and isinstance(node.value, ast.Attribute) and node.value.attr in names
    ]
    return sorted(node.lineno for node in managers + related)


@pytest.mark.slow
def test_pages_ask_selectors() -> None:
    assert {path.name: lines for path in pages() if (lines := lookups(path.read_text()))} == {}


def test_lookup_in_a_page_is_found() -> None:
    assert lookups("\nround_ = Round.objects.get(pk=pk)") == [2]
    assert lookups("size = round_.electors.count()\n\nfirst = round_.lines.order_by('position')") == [1, 3]
    assert lookups("user = Field(queryset=User.objects.none())\nposts = line.posts.all()") == []
