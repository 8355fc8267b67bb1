"""Static files are collected at set-up into the checkout, once for each change."""

import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from operations import static_files
from operations.embedded.places import BASE_DIR


def test_running_host_needs_no_writable_folder_for_static_files() -> None:
    assert Path(settings.STATIC_ROOT) == static_files.FOLDER == BASE_DIR / "var" / "staticfiles"
    assert settings.DATA_DIR not in static_files.FOLDER.parents


def test_unchanged_files_are_not_collected_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[dict[str, str]] = []
    monkeypatch.setattr(static_files, "FOLDER", tmp_path)
    monkeypatch.setattr(static_files, "MARK", tmp_path / ".made-from")
    monkeypatch.setattr(subprocess, "run", lambda *_command, env, **_options: _collected(runs, env))
    static_files.collect()
    static_files.collect()
    assert len(runs) == 1
    assert "TN_TESTING" not in runs[0]
    assert not Path(runs[0]["TINNHIEM_DATA"]).exists()


def _collected(runs: list[dict[str, str]], env: dict[str, str]) -> None:
    runs.append(env)
    static_files.FOLDER.mkdir(exist_ok=True)
