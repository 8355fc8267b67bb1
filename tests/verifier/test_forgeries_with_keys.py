"""Forgeries whose signatures all hold, because somebody has the keys of members (docs/protocol.md §§7, 11)."""

from pathlib import Path
from typing import Any

import pytest

from tests.verifier import sample
from tests.verifier.forger import CEREMONY, MINUTES, SIGNATURES, STATEMENTS, TeamForger
from tests.verifier.sample import relisted
from verifier.encoding import canonical

ZERO = {"ballots": 0, "kind": "zero"}


def test_the_forger_signs_what_the_team_would_sign(forger: TeamForger, tmp_path: Path) -> None:
    forger.post("accept", 2)
    forger.state(ZERO)
    forger.write_minutes()
    assert forger.failed(tmp_path) == ""


def test_a_swapped_lot(forger: TeamForger, tmp_path: Path) -> None:
    lot = forger.read(CEREMONY)["messages"]["accept"]["2"]["body"]["lot"]
    forger.post("accept", 1, lot=lot)
    assert "random values as promised" in (found := forger.failed(tmp_path))
    assert "member 1: not the lot promised" in found


def test_lots_swapped_with_their_promises(forger: TeamForger, tmp_path: Path) -> None:
    messages = forger.read(CEREMONY)["messages"]
    for step in ("commit", "accept"):
        first, second = (messages[step][i]["body"]["lot"] for i in "12")
        forger.post(step, 1, lot=second)
        forger.post(step, 2, lot=first)
    assert "random values as promised" in forger.failed(tmp_path)


@pytest.mark.parametrize("member", [1, 2, 3])
def test_a_confirmation_of_another_election(forger: TeamForger, tmp_path: Path, member: int) -> None:
    forger.post("confirm", member, election="00" * 32)
    assert f"member {member} confirmed another election" in forger.failed(tmp_path)


def test_a_member_who_saw_other_keys_of_the_server(forger: TeamForger, tmp_path: Path) -> None:
    forger.post("commit", 2, server="00" * 32)
    assert "member 2 saw other keys of the server" in forger.failed(tmp_path)


@pytest.mark.parametrize("name", ["receipt", "tokens"])
def test_another_key_of_the_server(forger: TeamForger, tmp_path: Path, name: str) -> None:
    content = forger.read(CEREMONY)
    content["server"][name] = ["00" * 32] if name == "tokens" else "00" * 32
    forger.files[CEREMONY] = canonical(content)
    assert f"“{name}” of the server is not the manifest's" in forger.failed(tmp_path)


def test_a_changed_statement(forger: TeamForger, tmp_path: Path) -> None:
    forger.state(ZERO, {"cast": 5, "issued": 8, "kind": "close", "present": 8})
    assert forger.failed(tmp_path) == ""
    forger.files[STATEMENTS] = forger.files[STATEMENTS].replace(b'"cast":5', b'"cast":6')
    assert "statement 2: not signed by the head" in forger.failed(tmp_path)


@pytest.mark.parametrize(
    ("contents", "said"),
    [
        ([], "the box was empty"),
        ([ZERO, ZERO], "the box was empty"),
        ([{"cast": 5, "issued": 8, "kind": "close", "present": 8}, ZERO], "the box was empty"),
        ([{"ballots": 1, "kind": "zero"}], "the box was not empty"),
        ([ZERO, {"kind": "other"}], "unknown kind"),
        ([ZERO, {"cast": 5, "kind": "close", "present": 8}], "expected exactly"),
        ([ZERO, {"cast": 8, "issued": 8, "kind": "close", "present": 8}], "more ballots than the box"),
        ([ZERO, {"cast": 7, "issued": 9, "kind": "close", "present": 9}], "more than was issued"),
        ([ZERO, {"from": 9, "kind": "present", "reason": " ", "to": 8}], "gives no reason"),
        ([ZERO, {"from": 9, "kind": "present", "reason": "đếm sai", "to": 8}], "another number present"),
    ],
    ids=["none", "twice", "late", "a ballot", "kind", "names", "cast", "issued", "no reason", "unstated"],
)
def test_statements_that_cannot_be(forger: TeamForger, tmp_path: Path, contents: Any, said: str) -> None:
    forger.state(*contents)
    assert said in forger.failed(tmp_path)


def test_a_statement_of_another_member_or_election(forger: TeamForger, tmp_path: Path) -> None:
    forger.state(ZERO, by=2)
    assert "statement 1: not signed by the head" in forger.failed(tmp_path)
    forger.state(ZERO, election=bytes(32))
    assert "statement 1: not signed by the head" in forger.failed(tmp_path)


def test_a_corrected_number_of_people_present(forger: TeamForger, tmp_path: Path) -> None:
    changes = [(9, 7, "đếm sai"), (7, 8, "một người ra ngoài")]
    said = [{"from": a, "kind": "present", "reason": why, "to": b} for a, b, why in changes]
    forger.state(ZERO, *said)
    forger.write_minutes(present_before=9)
    assert forger.failed(tmp_path) == ""
    forger.state(ZERO, *reversed(said))
    assert "do not follow one another" in forger.failed(tmp_path)
    forger.state(ZERO, said[0])
    assert "agreed to another number present" in forger.failed(tmp_path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"code": "0000-0000-0000-0000"}, "another election code"),
        ({"not_issued": 1}, "“not_issued” is not 0"),
        ({"zero": {"at": "2020-01-01T00:00:00+00:00", "by": 2}}, "somebody else than the head"),
        ({"zero": {"at": "2090-01-01T00:00:00+00:00", "by": 1}}, "not in their order"),
        ({"zero": {"at": "2020-01-01T00:00:00+07:00", "by": 1}}, "not in UTC"),
        ({"zero": {"by": 1}}, "expected exactly at, by"),
        ({"present_before": 9}, "another number present"),
        ({"version": "tn1/minutes"}, "not minutes of this version"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_minutes_that_all_signed_but_that_are_wrong(
    forger: TeamForger, tmp_path: Path, change: Any, said: str
) -> None:
    forger.write_minutes(**change)
    found = forger.failed(tmp_path)
    assert said in found
    assert "signatures under the minutes" not in found


def test_an_absent_member_without_a_reason(forger: TeamForger, tmp_path: Path) -> None:
    forger.sign(1, 2)
    assert "neither signature nor reason of members [3]" in forger.failed(tmp_path)


def test_an_absent_member_with_a_reason(forger: TeamForger, tmp_path: Path) -> None:
    forger.sign(1, 2, missing={"3": "đi cấp cứu"})
    path = sample.packed(relisted(forger.files), tmp_path / "b.zip")
    done = sample.run(path, "--language", "en")
    assert done.returncode == 0
    assert "signed: 1, 2; not signed: 3 (đi cấp cứu)" in done.stdout


@pytest.mark.parametrize(
    ("members", "missing", "by", "said"),
    [
        ((1, 2), {"3": "ốm"}, 2, "has not signed the reasons"),
        ((1, 2), {"3": " "}, 1, "a reason is empty"),
        ((1, 2), {"2": "ốm"}, 1, "neither signature nor reason"),
        ((1, 2), {"3": "ốm", "4": "ốm"}, 1, "cannot be missing"),
        ((2, 3), {"1": "ốm"}, 2, "the head of the counting team has not signed"),
        ((1,), {"2": "ốm", "3": "ốm"}, 1, "fewer signatures"),
    ],
)
def test_reasons_that_cannot_be(
    forger: TeamForger, tmp_path: Path, members: tuple[int, ...], missing: Any, by: int, said: str
) -> None:
    forger.sign(*members, missing=missing, by=by)
    assert said in forger.failed(tmp_path)


def test_reasons_changed_or_signed_without_any(forger: TeamForger, tmp_path: Path) -> None:
    forger.sign(1, 2, missing={"3": "ốm"})
    good = forger.files[SIGNATURES]
    forger.files[SIGNATURES] = good.replace("ốm".encode(), "từ chối".encode())
    assert "has not signed the reasons" in forger.failed(tmp_path)
    forger.files[SIGNATURES] = canonical({**forger.read(SIGNATURES), "missing": {}})
    assert "a signature under no reasons" in forger.failed(tmp_path)


def test_a_reason_for_minutes_of_other_content(forger: TeamForger, tmp_path: Path) -> None:
    """The reasons are signed together with the figures."""
    forger.sign(1, 2, missing={"3": "ốm"})
    signed = forger.read(SIGNATURES)["missing_signature"]
    forger.files[MINUTES] = canonical({**forger.read(MINUTES), "exchanged": 1})
    forger.sign(1, 2, missing={"3": "ốm"})
    forger.files[SIGNATURES] = canonical({**forger.read(SIGNATURES), "missing_signature": signed})
    assert "has not signed the reasons" in forger.failed(tmp_path)


def test_files_of_one_version_with_the_manifest_of_another(forger: TeamForger, tmp_path: Path) -> None:
    del forger.files[STATEMENTS]
    assert "the files are not those of tn2" in forger.failed(tmp_path)


def test_a_member_may_sign_after_the_head_gave_a_reason(forger: TeamForger, tmp_path: Path) -> None:
    forger.sign(1, 2, 3, missing={"3": "mất mạng"})
    assert forger.failed(tmp_path) == ""
