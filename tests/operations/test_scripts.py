"""The developer's commands, and what the repository promises about its locks."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from operations.embedded.places import BASE_DIR

SHELL = [path for path in sorted((BASE_DIR / "script").iterdir()) if path.suffix == "" and path.is_file()]
LOCKS = [
    *(f"requirements{part}.txt" for part in ("", "-test", "-node", "-scan")),
    "package-lock.json",
]


@pytest.mark.parametrize("path", SHELL, ids=lambda path: path.name)
def test_script_is_short_and_says_what_for(path: Path) -> None:
    lines = path.read_text().splitlines()
    subprocess.run(["bash", "-n", str(path)], check=True)
    assert len(lines) <= 50
    assert next(line for line in lines if not line.startswith("#!")).startswith("# ")
    assert os.access(path, os.X_OK) or path.name in {"env", "check-parts"}


def test_first_set_up_refuses_a_full_disk(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    shutil.copytree(BASE_DIR / "script", clone / "script")
    df = tmp_path / "df"
    df.write_text("#!/bin/sh\necho heads\necho disk 9000 7501 1499 84% /\n")
    df.chmod(0o755)
    env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run([clone / "script" / "setup"], env=env, capture_output=True, text=True, check=False)
    sentence = f"Only 1499 MB are free at {clone}; the first set-up needs 1500 MB.\n"
    assert (done.returncode, done.stderr) == (1, sentence)
    assert [path.name for path in clone.iterdir()] == ["script"]


@pytest.mark.parametrize("name", LOCKS)
def test_locks_name_no_registry(name: str) -> None:
    text = (BASE_DIR / name).read_text()
    assert "--index-url" not in text
    assert '"resolved"' not in text
    assert not re.search(r"https?://\S+\.(whl|tgz|tar\.gz)", text)


def pins(name: str) -> set[str]:
    return set(re.findall(r"^([\w.-]+==[^\s;]+)", (BASE_DIR / name).read_text(), re.MULTILINE))


def test_test_lock_holds_the_other() -> None:
    assert pins("requirements.txt") < pins("requirements-test.txt")


@pytest.mark.parametrize("name", LOCKS[:4])
def test_every_pin_has_a_hash(name: str) -> None:
    blocks = re.split(r"^(?=[\w.-]+==)", (BASE_DIR / name).read_text(), flags=re.MULTILINE)[1:]
    assert blocks
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def browser_packages() -> dict[str, str]:
    package = json.loads((BASE_DIR / "package.json").read_text())
    return {**package["dependencies"], **package["devDependencies"]}


def test_browser_code_is_locked_exactly() -> None:
    wanted = browser_packages()
    locked = json.loads((BASE_DIR / "package-lock.json").read_text())["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all("integrity" in entry for path, entry in locked.items() if path)


def test_every_direct_dependency_is_explained() -> None:
    explained = (BASE_DIR / "docs" / "dependencies.md").read_text().lower()
    lists = "".join(file.read_text() for file in BASE_DIR.glob("requirements*.in"))
    direct = re.findall(r"^\w[\w.-]+", lists, re.MULTILINE)
    direct += browser_packages()
    assert [name for name in direct if name.lower() not in explained] == []
