"""The result and the numbers of the minutes (docs/protocol.md §11)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from verifier.ballots import Box
from verifier.decryption import Shares
from verifier.election import Election
from verifier.encoding import fingerprint_of, number, read_json, require, require_keys
from verifier.forms import CHAIN, TN1
from verifier.suite import Suite

LEVELS = ("high", "confidence", "low")


@dataclass(frozen=True, slots=True)
class Result:
    """The result file; lines are (high, confidence, low, blank) in ballot order."""

    content: dict[str, Any]
    lines: list[tuple[int, int, int, int]]


def read_result(data: bytes, election: Election) -> Result:
    """Return the result; raises unless it is of this election and of the prescribed form."""
    content = read_json(data)
    require_keys(content, *election.form.result)
    require(content["election"] == election.id.hex(), "the result is of another election")
    lines = []
    for line, sealed in zip(content["lines"], election.config["lines"], strict=True):
        require_keys(line, "position", *LEVELS, "blank")
        require(line["position"] == sealed["position"], "the lines are not those of the ballot")
        lines.append(tuple(number(line[name]) for name in (*LEVELS, "blank")))
    return Result(content, lines)  # type: ignore[arg-type]


def check_counts(result: Result, counts: list[tuple[int, int, int]]) -> None:
    """The opened sums are the numbers of the result."""
    for i, (said, found) in enumerate(zip(result.lines, counts, strict=True), 1):
        require(said[:3] == found, f"line {i}: opened {found}, the result says {said[:3]}")


def check_fingerprint(box: Box, result: Result) -> str:
    """The ballots give the fingerprint that the result names."""
    found, expected = fingerprint_of(box.hashes).hex(), result.content["fingerprint"]
    require(found == expected, f"the ballots give {found}, the result says {expected}")
    return found


def check_numbers(election: Election, result: Result, box: Box, shares: Shares) -> str:
    """What was counted adds up, from the roll to every line."""
    said, returned, valid = [number(result.content[name]) for name in CHAIN], len(box.hashes), box.valid
    require(said[0] == election.config["roll_size"], "summoned is not the number of people on the roll")
    require(
        all(a >= b for a, b in pairwise(said)),
        f"{' ≥ '.join(CHAIN)} does not hold: {said}",
    )
    require(said[3:] == [returned, valid], f"the box holds {returned} ballots, {valid} of them valid")
    require(valid >= election.config["min_ballots"], "the box was opened with too few ballots")
    require(result.content["opened_by"] == shares.members, "the members who opened the box are others")
    for i, line in enumerate(result.lines, 1):
        require(sum(line) == valid, f"line {i}: {' + '.join(map(str, line))} is not {valid}")
    return " ≥ ".join(map(str, said))


def check_code(result: Result, election: Election, read_aloud: str) -> str:
    """The result names the code that was read aloud; return it."""
    name = "ceremony_code" if election.form is TN1 else "code"
    require(result.content[name] == read_aloud, f"the result names another code than {read_aloud}")
    return read_aloud


def check_minutes(suite: Suite, election: Election, result: Result, data: bytes) -> str:
    """The minutes state this round's result and nothing else; return the hash that is signed."""
    stated, config = read_json(data), election.config
    require_keys(stated, *election.form.statement)
    require(stated["version"] == f"{election.form.version}/minutes", "not minutes of this version")
    require((stated["round"], stated["title"]) == (config["round"], config["title"]), "of another round")
    for name in ("election", "fingerprint", "opened_by", *CHAIN):
        require(stated[name] == result.content[name], f"the minutes state another “{name}” than the result")
    for name in ("exchanged", "withdrawn"):
        number(stated[name])
    _check_times([stated["opened_at"], stated["closed_at"]])
    pairs = zip(stated["lines"], result.content["lines"], config["lines"], strict=True)
    for line, counted, sealed in pairs:
        require(line == {**counted, "name": sealed["name"]}, f"line {sealed['position']} is stated otherwise")
    if election.form is not TN1:
        _check_additions(stated, election)
    return suite.hash_of("minutes", data).hex()


def _check_times(times: list[str]) -> None:
    found = [datetime.fromisoformat(time) for time in times]
    require(all(time.utcoffset() == timedelta(0) for time in found), "the times are not in UTC")
    require(found == sorted(found), "the times are not in their order")


def _check_additions(stated: dict[str, Any], election: Election) -> None:
    """What the minutes say since tn2: code, empty box, people without a ballot, corrected number present."""
    require(stated["code"] == election.code, "the minutes name another election code")
    require_keys(stated["zero"], "at", "by")
    number(stated["zero"]["by"])
    _check_times([stated["zero"]["at"], stated["opened_at"]])
    without = stated["summoned"] - stated["issued"]
    require(stated["not_issued"] == without, f"“not_issued” is not {without}, summoned − issued")
    if stated["present_before"] is not None:
        number(stated["present_before"])
