"""What a careless reader of the bundle would let pass: booleans, huge files, missing names, a false README."""

import json
from pathlib import Path
from typing import Any

import pytest

from ballots.protocol.identity import election_code, election_id
from results import bundle
from tests.verifier import sample
from tests.verifier.conftest import MadeBundle
from tests.verifier.sample import failures, relisted
from tests.verifier.test_flipped_bits import FRAME
from tests.verifier.test_former_version import TN1
from verifier import readme
from verifier.encoding import canonical

Files = dict[str, bytes]
Step = str | int

# Every whole number in a bundle whose value can be 1, with the place where it stands.
ONES: list[tuple[str, list[Step]]] = [
    ("1-manifest.json", ["attempt"]),
    ("1-manifest.json", ["keys", "members", 0, "index"]),
    ("1-manifest.json", ["config", "committee", 0, "index"]),
    ("1-manifest.json", ["config", "lines", 0, "position"]),
    ("1-manifest.json", ["config", "threshold"]),
    ("1-manifest.json", ["config", "roll_size"]),
    ("1-manifest.json", ["config", "min_ballots"]),
    ("2-ceremony.json", ["attempt"]),
    ("2-ceremony.json", ["messages", "commit", "1", "attempt"]),
    ("2-ceremony.json", ["messages", "commit", "1", "member"]),
    ("8-result.json", ["lines", 0, "low"]),
    ("8-result.json", ["lines", 0, "position"]),
    ("8-result.json", ["opened_by", 0]),
    ("8-result.json", ["present"]),
    ("9-minutes.json", ["lines", 0, "low"]),
    ("9-minutes.json", ["lines", 0, "position"]),
    ("9-minutes.json", ["opened_by", 0]),
    ("9-minutes.json", ["exchanged"]),
    ("9-minutes.json", ["zero", "by"]),
    ("9-minutes.json", ["not_issued"]),
    ("8-statements.json", [0, "content", "ballots"]),
]


def with_true(data: bytes, where: list[Step]) -> bytes:
    content: Any = json.loads(data)
    place = content
    for step in where[:-1]:
        place = place[step]
    assert type(place[where[-1]]) is int
    place[where[-1]] = True
    return canonical(content)


def failed(files: Files, tmp_path: Path) -> str:
    return "\n".join(failures(sample.packed(relisted(files), tmp_path / "b.zip")))


@pytest.mark.parametrize(("name", "where"), ONES, ids=[f"{n[0]} {w}" for n, w in ONES])
def test_true_is_not_a_number(name: str, where: list[Step], files: Files, tmp_path: Path) -> None:
    files[name] = with_true(files[name], where)
    found = failed(files, tmp_path)
    assert "true or false in JSON" in found or "not a whole number: True" in found


@pytest.mark.parametrize("name", [name for name in sample.FORM.files if name != "4-ballots.bin"])
def test_a_file_larger_than_any_round_needs(name: str, files: Files, tmp_path: Path) -> None:
    files[name] = b"[" * (5 << 20)
    found = failures(sample.packed(files, tmp_path / "b.zip"))
    assert len(found) == 1
    assert f"{name} has 5242880 bytes" in found[0]


def test_checks_of_many_more_ballots_than_the_box_holds(files: Files, tmp_path: Path) -> None:
    """Many bytes that are no ballots would allow a long list of checks, which would be parsed."""
    files["4-ballots.bin"] += bytes(900 * FRAME)
    files["5-checks.json"] = b"[" * (1 << 17)
    assert "larger than the ballots can explain" in failed(files, tmp_path)


@pytest.mark.slow
def test_who_signed_and_who_did_not(made: MadeBundle) -> None:
    english = sample.run(made.path, "--language", "en").stdout
    assert "signed: 1, 2, 3; not signed: –" in english
    assert "đã xác nhận: 1, 2; chưa xác nhận: 3" in sample.run(TN1).stdout


def test_a_replaced_readme(files: Files, tmp_path: Path) -> None:
    files["0-README.txt"] = files["0-README.txt"].replace(b"python -m verifier", b"python -m forger")
    found = failures(sample.packed(relisted(files), tmp_path / "b.zip"))
    assert len(found) == 1
    assert "explanation for people" in found[0]


def test_the_readme_of_another_election(files: Files, tmp_path: Path) -> None:
    code = election_code(election_id(files["1-manifest.json"])).encode()
    assert files["0-README.txt"].count(code) == 2
    files["0-README.txt"] = files["0-README.txt"].replace(code, b"0000-0000-0000-0000")
    assert "explanation for people" in failed(files, tmp_path)


def test_server_and_verifier_have_the_same_readme() -> None:
    """The verifier shares no file with the application, so each has its own."""
    assert readme.TEXT.read_bytes() == bundle.README.read_bytes()
