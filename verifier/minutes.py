"""The result, the numbers of the minutes and the signatures under them (docs/protocol.md §11)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from verifier.election import Election
from verifier.encoding import hash_of, number, read_json, require, require_keys, unhex
from verifier.group import Group, is_signed

CHAIN = ("summoned", "present", "issued", "returned", "valid")
LEVELS = ("high", "confidence", "low")
RESULT = ("ceremony_code", "election", "fingerprint", "lines", "opened_by", *CHAIN)
STATEMENT = (
    *("closed_at", "election", "exchanged", "fingerprint", "lines", "opened_at", "opened_by"),
    *("round", "title", "version", "withdrawn", *CHAIN),
)


@dataclass(frozen=True, slots=True)
class Result:
    """The result file; lines are (high, confidence, low, blank) in ballot order."""

    content: dict[str, Any]
    lines: list[tuple[int, int, int, int]]


def read_result(data: bytes, election: Election) -> Result:
    """Return the result; raises unless it is of this election and of the prescribed form."""
    content = read_json(data)
    require_keys(content, *RESULT)
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


def check_numbers(election: Election, result: Result, returned: int, valid: int, helpers: list[int]) -> str:
    """What was counted adds up, from the roll to every line."""
    said = [number(result.content[name]) for name in CHAIN]
    require(said[0] == election.config["roll_size"], "summoned is not the number of people on the roll")
    require(
        all(a >= b for a, b in pairwise(said)),
        f"{' ≥ '.join(CHAIN)} does not hold: {said}",
    )
    require(said[3:] == [returned, valid], f"the box holds {returned} ballots, {valid} of them valid")
    require(valid >= election.config["min_ballots"], "the box was opened with too few ballots")
    require(result.content["opened_by"] == helpers, "the members who opened the box are others")
    for i, line in enumerate(result.lines, 1):
        require(sum(line) == valid, f"line {i}: {' + '.join(map(str, line))} is not {valid}")
    return " ≥ ".join(map(str, said))


def check_statement(election: Election, result: Result, data: bytes) -> str:
    """The minutes state this round's result and nothing else; return the hash that is signed."""
    stated = read_json(data)
    require_keys(stated, *STATEMENT)
    config = election.config
    require(stated["version"] == "tn1/minutes", "not a statement of tn1")
    require((stated["round"], stated["title"]) == (config["round"], config["title"]), "of another round")
    for name in ("election", "fingerprint", "opened_by", *CHAIN):
        require(stated[name] == result.content[name], f"the minutes state another “{name}” than the result")
    number(stated["exchanged"]), number(stated["withdrawn"])
    times = [datetime.fromisoformat(stated[name]) for name in ("opened_at", "closed_at")]
    require(all(time.utcoffset() == timedelta(0) for time in times), "the times are not in UTC")
    require(times[0] <= times[1], "the box was closed before it was opened")
    pairs = zip(stated["lines"], result.content["lines"], config["lines"], strict=True)
    for line, counted, sealed in pairs:
        require(line == {**counted, "name": sealed["name"]}, f"line {sealed['position']} is stated otherwise")
    return hash_of("minutes", data).hex()


def check_signatures(group: Group, election: Election, statement: bytes, data: bytes) -> list[int]:
    """Return the members who signed, the head and at least t in all; raises if a signature is false."""
    signatures = read_json(data)
    fields = (election.id, hash_of("minutes", statement))
    require(set(signatures) <= {*map(str, election.signing_keys)}, "signed by somebody outside the team")
    for name, signature in signatures.items():
        key = election.signing_keys[int(name)]
        good = is_signed(group, key, unhex(signature, 64), "minutes-signature", *fields)
        require(good, f"the signature of member {name} does not hold")
    require(len(signatures) >= election.threshold, "fewer signatures than members needed to open the box")
    require(str(election.head) in signatures, "the head of the counting team has not signed")
    return sorted(map(int, signatures))
