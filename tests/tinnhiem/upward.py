"""Finds strings that name what stands above: addresses, tasks and templates of higher rooms.

Import contracts see imports only. A room could still lean on a higher one by the name of an
address (`reverse("results:bundle")`), of a task (`send_task("results.open_box")`) or of a
template, so these are read from the source. The floors are those of the import contract.
"""

import ast
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from celery import current_app
from django.urls import URLPattern, get_resolver

from operations.embedded.places import BASE_DIR

Owner = Callable[[str], str | None]
EVERYWHERE = "home"  # the start page; every room may link to it
ADMIN, ACCOUNTS, PROJECT = "secretariat", "officials", "tinnhiem"
# Folders of templates that bear no room's name; what is not listed belongs to the project.
FOLDERS = {"admin": ADMIN, "registration": ADMIN, "account": ACCOUNTS, "mfa": ACCOUNTS, "allauth": ACCOUNTS}
PACKAGES = {"allauth": ACCOUNTS, "django": PROJECT}
SHARED = ("base.html", "components")  # the frame around every page
CALLS = {"reverse", "reverse_lazy", "redirect", "resolve_url"}
URL_TAG = re.compile(r"""{%-?\s*url\s+(\S+)""")
OTHER_TEMPLATE = re.compile(r"""{%-?\s*(?:include|extends)\s+["']([^"']+)["']""")


def floors() -> dict[str, int]:
    """Return the floor of each room, the lowest is 0, as the import contract lists them."""
    contracts = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (layers,) = (one["layers"] for one in contracts if one["type"] == "layers" and "containers" not in one)
    names = (re.findall(r"\w+", layer) for layer in reversed(layers))
    return {room: floor for floor, rooms in enumerate(names) for room in rooms}


FLOORS = floors()


def owner_of_address(name: str) -> str | None:
    """Return the room of an address such as `ballots:vote` or `home`; None when it is not one."""
    namespace, colon, _rest = name.partition(":")
    if colon:
        return ADMIN if namespace == "admin" else namespace if namespace in FLOORS else None
    return root_names().get(name, PROJECT)


@cache
def root_names() -> dict[str, str]:
    """Return address without namespace → room of its view; allauth's pages belong to the accounts."""
    found = {}
    for pattern in _patterns(get_resolver().url_patterns):
        package = pattern.callback.__module__.partition(".")[0]
        found[str(pattern.name)] = PACKAGES.get(package, package)
    return found


def _patterns(patterns: Iterable[Any], *, into_namespaces: bool = False) -> Iterator[Any]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        elif into_namespaces or not pattern.namespace:
            yield from _patterns(pattern.url_patterns, into_namespaces=into_namespaces)


def owner_of_path(path: str) -> str | None:
    """Return the room that serves a path spelled out, such as `/desk/`; None when nobody does."""
    return first_segments().get(path.split("/")[1])


@cache
def first_segments() -> dict[str, str]:
    """Return first segment of a path → room of the view."""
    found = {}
    for pattern in _patterns(get_resolver().url_patterns, into_namespaces=True):
        package = pattern.callback.__module__.partition(".")[0]
        found[str(pattern.pattern).partition("/")[0]] = PACKAGES.get(package, package)
    return {**found, "admin": ADMIN, "accounts": ACCOUNTS}


def owner_of_task(name: str) -> str | None:
    """Return the room of a registered Celery task; None when there is no such task."""
    return name.partition(".")[0] if name in tasks() else None


@cache
def tasks() -> frozenset[str]:
    """Return the names of all registered tasks."""
    current_app.loader.import_default_modules()
    return frozenset(current_app.tasks)


def owner_of_template(name: str) -> str | None:
    """Return the room whose template this is; None for the frame, which every page may use."""
    folder = name.partition("/")[0]
    return None if folder in SHARED else FOLDERS.get(folder, folder if folder in FLOORS else PROJECT)


def in_python(source: str) -> Iterator[tuple[int, str, str]]:
    """Yield (line, name, owner) of each address, task and template that a module names."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _text(node.lineno, node.value)
        elif isinstance(node, ast.Call) and _called(node) in CALLS and node.args:
            yield from _root_name(node.args[0])


def _text(line: int, text: str) -> Iterator[tuple[int, str, str]]:
    """Read a string anywhere in a module: tables of addresses count like calls."""
    kinds: list[tuple[str, Owner]] = [
        (r"[a-z]+:\w*", owner_of_address),
        (r"/[a-z]+/[\w/{}.-]*", owner_of_path),
        (r"[a-z]+\.\w+", owner_of_task),
        (r"[\w/]+\.html", owner_of_template),
    ]
    for shape, owner_of in kinds:
        if re.fullmatch(shape, text) and (owner := owner_of(text)):
            yield line, text, owner


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _root_name(node: ast.expr) -> Iterator[tuple[int, str, str]]:
    """Read a name without namespace, which only a call tells from any other word."""
    if isinstance(node, ast.Constant) and re.fullmatch(r"[\w-]+", str(node.value)):
        yield node.lineno, str(node.value), owner_of_address(str(node.value)) or PROJECT


def in_template(source: str) -> Iterator[tuple[int, str, str]]:
    """Yield (line, name, owner) of each address and template that a template names."""
    for number, line in enumerate(source.splitlines(), 1):
        for word in URL_TAG.findall(line):
            yield number, word, _owner_of_word(word)
        for name in OTHER_TEMPLATE.findall(line):
            if owner := owner_of_template(name):
                yield number, name, owner


def _owner_of_word(word: str) -> str:
    """Return the room of the first argument of `{% url %}`; the top floor when it cannot be read."""
    if "|admin_urlname" in word:
        return ADMIN
    name = word.strip("\"'")
    return owner_of_address(name) or "benchmarks" if name != word else "benchmarks"


def upward(room: str, found: Iterator[tuple[int, str, str]]) -> list[str]:
    """Return `line: name` of each found name whose owner stands above the room or beside it."""
    return [
        f"{line}: {name}"
        for line, name, owner in found
        if owner != room and name.strip("\"'") != EVERYWHERE and FLOORS[owner] >= FLOORS[room]
    ]


def sources() -> Iterator[tuple[str, Path]]:
    """Yield (room, file) of every module and template of the product."""
    for room in FLOORS:
        for path in (BASE_DIR / room).rglob("*.py"):
            yield room, path
    for path in (BASE_DIR / "templates").rglob("*.html"):
        name = path.relative_to(BASE_DIR / "templates").as_posix()
        yield owner_of_template(name) or PROJECT, path


def faults(room: str, path: Path) -> list[str]:
    """Return the upward names of a file, each as `file:line: name`."""
    read = in_template if path.suffix == ".html" else in_python
    here = path.relative_to(BASE_DIR)
    return [f"{here}:{fault}" for fault in upward(room, read(path.read_text()))]
