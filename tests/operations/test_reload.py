"""`script/server --reload`: which change builds what and restarts which process."""

import threading
import time
from pathlib import Path

import pytest

from operations.embedded import reload
from operations.embedded.children import Child
from operations.embedded.places import BASE_DIR


class Noted(Child):
    """A process that only notes that it was restarted."""

    def restart(self) -> None:
        restarted.append(self.name)


restarted: list[str] = []
built: list[Path] = []


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Child]:
    restarted.clear()
    built.clear()
    monkeypatch.setattr(reload, "_build", lambda log: built.append(log) or True)  # type: ignore[func-returns-value]
    return [Noted(name=name, command=[], log=tmp_path / name) for name in ("web", "worker", "beat")]


@pytest.mark.parametrize(
    ("name", "builds", "restarts"),
    [
        ("rounds/quorum.py", False, ["web", "worker", "beat"]),
        ("templates/base.html", False, ["web"]),
        ("static/js/pages/vote.js", True, []),
        ("locale/vi/LC_MESSAGES/django.po", True, ["web"]),
    ],
)
def test_a_change_builds_and_restarts_what_it_needs(
    running: list[Child], tmp_path: Path, name: str, builds: bool, restarts: list[str]
) -> None:
    sentences = list(reload.follow({BASE_DIR / name}, running, tmp_path / "build.log"))
    assert sentences == [f"{name}: reloaded"]
    assert (bool(built), restarted) == (builds, restarts)


def test_nothing_happens_without_a_change(running: list[Child], tmp_path: Path) -> None:
    assert list(reload.follow(set(), running, tmp_path / "build.log")) == []
    assert (built, restarted) == ([], [])


def test_built_files_and_style_sheets_restart_nothing() -> None:
    assert not reload.concerns(BASE_DIR / "static" / "dist" / "vote.js")
    assert not reload.concerns(BASE_DIR / "locale" / "vi" / "LC_MESSAGES" / "django.mo")
    assert not reload.concerns(BASE_DIR / "static" / "css" / "base.css")


def test_failed_build_is_reported_without_restart(
    running: list[Child], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "build.log"
    log.write_text("Expected ';'\n")
    monkeypatch.setattr(reload, "_build", lambda _log: False)
    [sentence] = reload.follow({BASE_DIR / "locale" / "vi.po"}, running, log)
    assert sentence == "locale/vi.po: script/build-static failed: Expected ';'"
    assert restarted == []


def test_an_edited_file_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reload, "_folders", lambda: [tmp_path])
    found = reload.changes(0.1)
    assert next(found) == set()
    writing = threading.Timer(0.1, (tmp_path / "page.html").write_text, ["<p>"])
    writing.start()
    until = time.monotonic() + 60
    while (files := next(found)) != {tmp_path / "page.html"}:
        assert files == set()
        assert time.monotonic() < until
    writing.join()
