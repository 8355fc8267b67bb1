"""`script/try-bare` without its bare system: what it would run, and what it carries there."""

import os
import subprocess
from pathlib import Path

import pytest

from operations.embedded.places import BASE_DIR
from script import bare_system, try_bare
from script.readme_commands import README, commands


def test_it_plays_every_command_of_the_readme_as_both_users(tmp_path: Path) -> None:
    chosen = commands(README.read_text())
    plays = list(try_bare.plays(tmp_path, ["root", "ordinary"], chosen, ["tests/officials"]))
    assert [play.command for play in plays] == chosen * 2
    assert not any("…" in play.line for play in plays)
    assert "script/test tests/officials" in [play.line for play in plays]


def test_ordinary_user_gets_error_that_root_is_needed(tmp_path: Path) -> None:
    (tmp_path / "id").write_text("#!/bin/sh\necho 1000\n")
    (tmp_path / "id").chmod(0o755)
    env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(
        [BASE_DIR / "script" / "try-bare"], env=env, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "script/try-bare makes a system with chroot, which only root can.\n"


@pytest.mark.parametrize(
    ("code", "text", "problem"),
    [(0, "fine", ""), (3, "fine", "exit code 3"), (0, "debconf: delaying", "the screen shows 'debconf:'")],
)
def test_a_verdict_looks_at_the_screen_too(tmp_path: Path, code: int, text: str, problem: str) -> None:
    (play, *_others) = try_bare.plays(tmp_path, ["root"], ["script/server"], [])
    play.screen.write_text(text)
    assert try_bare._problem(play, code).partition(";")[0] == problem


def test_registry_configuration_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own.crt").write_text("own")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "own.crt"))
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://packages.example/simple")
    monkeypatch.setenv("DEBIAN_FRONTEND", "noninteractive")
    passed = bare_system.network(tmp_path / "system")
    assert (passed["SSL_CERT_FILE"], passed["UV_DEFAULT_INDEX"]) == (
        "/opt/own.crt",
        "https://packages.example/simple",
    )
    assert "DEBIAN_FRONTEND" not in passed
    assert (tmp_path / "system/opt/own.crt").read_text() == "own"


def test_system_with_a_mount_is_not_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupted mmdebstrap may leave folders of this machine mounted there."""
    (tmp_path / "system").mkdir()
    line = "36 25 0:27 / {} rw,relatime - tmpfs tmpfs rw\n"
    mounts = line.format("/run") + line.format(tmp_path / "system/dev/shm")
    assert bare_system.mounted_in(tmp_path / "system", mounts) == [str(tmp_path / "system/dev/shm")]
    monkeypatch.setattr(bare_system, "mounted_in", lambda *_asked: ["/run"])
    with pytest.raises(SystemExit, match="Unmount it first"):
        bare_system.remove(tmp_path / "system")
    monkeypatch.undo()
    bare_system.remove(tmp_path / "system")
    assert not (tmp_path / "system").exists()
