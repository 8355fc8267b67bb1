"""`python -m verifier bundle.zip` prints a verdict for each check."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from ballots.protocol.identity import election_code, election_id
from operations.embedded.places import BASE_DIR
from tests.verifier import sample
from tests.verifier.conftest import MadeBundle

OURS = tuple(path.parent.name for path in BASE_DIR.glob("*/__init__.py") if path.parent.name != "verifier")
FOREIGN = (*OURS, "django", "pysodium", "cryptography")


def lines(done: subprocess.CompletedProcess[str], verdict: str) -> list[str]:
    return [line for line in done.stdout.splitlines() if line.startswith(verdict)]


@pytest.mark.parametrize(
    "options",
    [(), pytest.param(("--plain",), marks=pytest.mark.slow)],
    ids=["libsodium", "Python"],
)
def test_every_check_of_a_real_round_passes(made: MadeBundle, options: tuple[str, ...]) -> None:
    done = sample.run(made.path, *options)
    assert (done.returncode, done.stderr, lines(done, "KHÔNG ĐẠT")) == (0, "", [])
    assert len(lines(done, "ĐẠT")) == 33
    assert made.fingerprint in done.stdout
    assert done.stdout.splitlines()[-1].endswith("Python" if options else "libsodium")


def test_verdicts_are_in_the_language_asked_for(made: MadeBundle) -> None:
    done = sample.run(made.path, "--language", "en", "--fingerprint", "0" * 64)
    assert (len(lines(done, "PASS")), len(lines(done, "FAIL"))) == (33, 1)


def test_the_void_ballot_is_found_void(made: MadeBundle) -> None:
    assert "valid + invalid" in (out := sample.run(made.path, "--language", "en").stdout)
    assert next(line for line in out.splitlines() if "valid + invalid" in line).endswith("6 + 1")


def test_the_fingerprint_of_the_paper_may_be_typed_as_it_is_printed(made: MadeBundle) -> None:
    typed = " ".join([made.fingerprint[:32].upper(), made.fingerprint[32:]])
    assert sample.run(made.path, "--fingerprint", typed).returncode == 0


def test_another_fingerprint_fails(made: MadeBundle) -> None:
    done = sample.run(made.path, "--fingerprint", "0" * 64)
    assert done.returncode == 1
    assert len(lines(done, "KHÔNG ĐẠT")) == 1


@pytest.mark.parametrize("content", [None, b"", b"PK", b"x" * 4000], ids=["none", "empty", "short", "other"])
def test_file_that_is_not_a_bundle_fails_with_a_sentence(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "bundle.zip"
    if content is not None:
        path.write_bytes(content)
    done = sample.run(path)
    assert (done.returncode, done.stderr) == (1, "")
    assert len(lines(done, "KHÔNG ĐẠT")) == 1


def test_verifier_imports_only_the_standard_library() -> None:
    allowed = sys.stdlib_module_names | {"verifier"}
    for source in (sample.ROOT / "verifier").glob("*.py"):
        for node in ast.walk(ast.parse(source.read_text())):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert {name.split(".")[0] for name in names} <= allowed, source


def test_nothing_of_the_application_is_loaded_while_it_runs(made: MadeBundle) -> None:
    tell = "import atexit; atexit.register(lambda: print('\\nLOADED', *sys.modules));"
    start = sample.START.replace("import sys, runpy;", "import sys, runpy; " + tell)
    command = [sys.executable, "-I", "-S", "-c", start, str(made.path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd="/")
    loaded = {name.split(".")[0] for name in done.stdout.split("LOADED")[1].split()}
    assert "verifier" in loaded
    assert not loaded & set(FOREIGN)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("{}", 0), ("{lower}", 0), ("0000-0000-0000-0000", 1)],
    ids=["printed", "lower", "other"],
)
def test_the_election_code_of_the_paper_may_be_typed(made: MadeBundle, typed: str, code: int) -> None:
    printed = election_code(election_id(sample.files_of(made.path)["1-manifest.json"]))
    lower = printed.replace("-", " ").replace("0", "o").replace("1", "l").lower()
    done = sample.run(made.path, "--code", typed.format(printed, lower=lower))
    assert (done.returncode, len(lines(done, "KHÔNG ĐẠT"))) == (code, code)
