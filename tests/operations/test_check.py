"""`script/check` and the pre-commit hooks run the same parts."""

import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

from pre_commit.clientlib import load_config

from operations.embedded.places import BASE_DIR

_LIST = 'source script/check-parts; printf "%s\\n" "${PARTS[@]}"'


def hooks() -> list[dict[str, Any]]:
    [repository] = load_config(str(BASE_DIR / ".pre-commit-config.yaml"))["repos"]
    return list(repository["hooks"])


def parts() -> list[str]:
    done = subprocess.run(["bash", "-c", _LIST], cwd=BASE_DIR, capture_output=True, text=True, check=True)
    return done.stdout.split()


def check(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BASE_DIR / "script" / "check", *arguments], capture_output=True, text=True, check=False
    )


def test_each_part_is_a_function_and_has_a_hook() -> None:
    source = (BASE_DIR / "script" / "check-parts").read_text()
    assert set(parts()) <= set(re.findall(r"^([\w-]+)\(\)", source, re.MULTILINE))
    assert {hook["id"]: shlex.split(hook["entry"]) for hook in hooks()} == {
        part: ["script/check", part] for part in parts()
    }


def test_each_hook_matches_files_of_repository() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=BASE_DIR, capture_output=True, text=True, check=True)
    for hook in hooks():
        assert re.search(hook["files"], listed.stdout, re.MULTILINE), hook["id"]


def test_a_part_checks_the_files_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "good.py").write_text("number = 1\n")
    (tmp_path / "bad.py").write_text("import os\n")
    assert check("python-rules", str(tmp_path / "good.py")).returncode == 0
    refused = check("python-rules", str(tmp_path / "bad.py"))
    assert refused.returncode == 1
    assert "F401" in refused.stdout


def test_an_unknown_part_is_refused_with_the_list_of_parts() -> None:
    done = check("nothing")
    assert done.returncode == 1
    assert done.stderr == f"There is no part nothing. The parts: {' '.join(parts())}\n"


def test_lines_are_counted_in_characters(tmp_path: Path) -> None:
    (tmp_path / "good.html").write_text("ộ" * 160 + "\n")
    (tmp_path / "bad.html").write_text("ộ" * 161 + "\n")
    assert check("line-length", str(tmp_path / "good.html")).returncode == 0
    refused = check("line-length", str(tmp_path / "good.html"), str(tmp_path / "bad.html"))
    assert refused.returncode != 0
    assert "bad.html:1:" in refused.stdout
