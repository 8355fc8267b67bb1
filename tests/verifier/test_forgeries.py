"""Forgeries that change several places in a consistent way."""

import json
from pathlib import Path
from typing import Any

import pytest

from ballots.protocol.hashing import H
from tests.verifier import sample
from tests.verifier.sample import failures, relisted
from tests.verifier.test_flipped_bits import FRAME
from verifier.encoding import canonical, fingerprint_of

BALLOTS, RESULT, MINUTES = "4-ballots.bin", "8-result.json", "9-minutes.json"
SHARES, SIGNATURES, CHECKS = "7-shares.json", "9-signatures.json", "5-checks.json"
Files = dict[str, bytes]


def failed(files: Files, tmp_path: Path) -> str:
    return "\n".join(failures(sample.packed(relisted(files), tmp_path / "b.zip")))


def changed(files: Files, name: str, **values: Any) -> None:
    files[name] = canonical({**json.loads(files[name]), **values})


def frames(files: Files) -> list[bytes]:
    data = files[BALLOTS]
    return [data[at : at + FRAME] for at in range(0, len(data), FRAME)]


def name_of(frame: bytes) -> bytes:
    return H("ballot", frame[:-129], frame[-129:-65])


def test_a_ballot_taken_out_with_everything_made_to_fit(files: Files, tmp_path: Path) -> None:
    kept = frames(files)[1:]
    gone, fingerprint = name_of(frames(files)[0]).hex(), fingerprint_of([*map(name_of, kept)]).hex()
    files[BALLOTS] = b"".join(kept)
    files[CHECKS] = canonical({n: r for n, r in json.loads(files[CHECKS]).items() if n != gone})
    for name in (RESULT, MINUTES):
        changed(files, name, fingerprint=fingerprint)
    found = failed(files, tmp_path)
    assert "signatures under the minutes" in found
    assert "numbers add up" in found
    assert "fingerprint of the box" not in found


def test_a_ballot_twice(files: Files, tmp_path: Path) -> None:
    files[BALLOTS] += frames(files)[0]
    assert "no ballot twice" in failed(files, tmp_path)


def test_ballots_in_another_order(files: Files, tmp_path: Path) -> None:
    files[BALLOTS] = b"".join(reversed(frames(files)))
    assert "ascending order" in failed(files, tmp_path)


def test_a_void_ballot_called_valid(files: Files, tmp_path: Path) -> None:
    files[CHECKS] = canonical(dict.fromkeys(json.loads(files[CHECKS]), ""))
    assert "proofs; valid + invalid" in failed(files, tmp_path)


def test_other_counts_in_result_and_minutes(files: Files, tmp_path: Path) -> None:
    for name in (RESULT, MINUTES):
        lines = json.loads(files[name])["lines"]
        lines[0]["high"], lines[0]["low"] = lines[0]["low"], lines[0]["high"]
        changed(files, name, lines=lines)
    found = failed(files, tmp_path)
    assert "opened counts are the result" in found
    assert "signatures under the minutes" in found


@pytest.mark.parametrize("change", [{"title": "Hội nghị khác"}, {"present": 7}, {"opened_at": "2020-01-01"}])
def test_minutes_that_state_something_else(change: dict[str, Any], files: Files, tmp_path: Path) -> None:
    changed(files, MINUTES, **change)
    found = failed(files, tmp_path)
    assert "what the minutes state" in found
    assert "signatures under the minutes" in found


@pytest.mark.parametrize("left", [{"1"}, {"2"}], ids=["only the head", "without the head"])
def test_too_few_signatures(left: set[str], files: Files, tmp_path: Path) -> None:
    made = json.loads(files[SIGNATURES])
    changed(files, SIGNATURES, members={name: made["members"][name] for name in left})
    assert "fewer signatures" in failed(files, tmp_path)


def test_a_share_under_the_name_of_another(files: Files, tmp_path: Path) -> None:
    members = json.loads(files[SHARES])["members"]
    changed(files, SHARES, members={**members, "2": members["1"]})
    assert "share of member 2" in failed(files, tmp_path)


def test_fewer_shares_than_it_takes(files: Files, tmp_path: Path) -> None:
    members = json.loads(files[SHARES])["members"]
    changed(files, SHARES, members={"1": members["1"]})
    assert "fewer shares than it takes" in failed(files, tmp_path)


def test_another_token_secret(files: Files, tmp_path: Path) -> None:
    changed(files, "3-tokens.json", token_secret="01" + "0" * 62)
    assert "token key" in failed(files, tmp_path)


def test_json_in_another_spelling_is_refused(files: Files, tmp_path: Path) -> None:
    files[RESULT] = files[RESULT].replace(b":", b": ", 1)
    assert "not canonical JSON" in failed(files, tmp_path)
