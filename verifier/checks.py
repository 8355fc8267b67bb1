"""All checks in order; each is one line of the report."""

from pathlib import Path
from typing import Any

from verifier import ballots, ceremony, decryption, minutes
from verifier.archive import Archive
from verifier.election import Election, read_election
from verifier.encoding import code_of, require, unhex
from verifier.group import Group
from verifier.readme import require_readme
from verifier.report import MISSING, Report
from verifier.words import COMPARE, SIGNED

SHORT_CODE = 12


def verify(report: Report, group: Group, path: Path, expected: str = "") -> None:
    """Check the bundle at `path`; with `expected`, also that it has this fingerprint."""
    archive = report.run("archive", Archive, path)
    if archive is MISSING:
        return
    report.run("files", archive.require_sums)
    election = report.run("manifest", lambda: read_election(archive.read("1-manifest.json")))
    if election is MISSING:
        return
    report.say(f"      {election.id.hex()}")
    report.run("readme", lambda: require_readme(archive.read("0-README.txt"), election))
    code = _ceremony(report, group, archive, election)
    box = _box(report, group, archive, election)
    result = report.run("result", lambda: minutes.read_result(archive.read("8-result.json"), election))
    report.run(
        "code", lambda found, made: require(found.content["ceremony_code"] == made, made), result, code
    )
    _count(report, group, archive, election, box, result)
    _minutes(report, group, archive, election, result)
    _fingerprint(report, box, result, expected)


def _ceremony(report: Report, group: Group, archive: Archive, election: Election) -> Any:
    """Check the key ceremony; return its code if it is valid."""
    found = report.run(
        "transcript", lambda: ceremony.read_transcript(archive.read("2-ceremony.json"), election)
    )
    report.run("server_key", lambda it: ceremony.check_server(group, election, it), found)
    report.run("messages", lambda it: ceremony.check_messages(group, election, it), found)
    report.run("promises", lambda it: ceremony.check_promises(group, election, it), found)
    report.run("boxes", lambda it: ceremony.check_boxes(election, it), found)
    code = report.run("acceptance", lambda it: ceremony.check_acceptance(election, it), found)
    report.run("box_key", lambda it: ceremony.check_keys(group, election, it), found)
    return code


def _box(report: Report, group: Group, archive: Archive, election: Election) -> Any:
    """Check every ballot; return the content of the box if it can be read."""
    data = archive.read("3-tokens.json")
    secret = report.run("token_key", lambda: ballots.read_token_secret(group, data, election))
    box = report.run("ballots", lambda it: ballots.read_box(group, archive, election, it), secret)
    report.run("taken", ballots.check_taken, box)
    report.run("once", ballots.check_once, box)
    report.run("proofs", lambda it: ballots.check_proofs(it, archive.read("5-checks.json")), box)
    return box


def _count(report: Report, group: Group, archive: Archive, election: Election, box: Any, result: Any) -> None:
    """Check sums, shares, counts and that the numbers add up."""
    sums = archive.read("6-sums.bin")
    added = report.run("sums", lambda it: ballots.check_sums(it, sums, election), box)
    shares = report.run("shares", lambda: decryption.read_shares(archive.read("7-shares.json"), election))
    for member in [] if shares is MISSING else [decryption.SERVER, *shares.members]:
        name = "share_member" if member else "share_server"
        check = lambda it, _, j=member: decryption.check_share(group, election, sums, it, j)  # noqa: E731
        report.run(name, check, shares, added, about=str(member or ""))
    counts = report.run(
        "opening",
        lambda it, _, of: decryption.open_sums(group, election, sums, it, of.valid),
        shares,
        added,
        box,
    )
    report.run("counts", minutes.check_counts, result, counts)
    report.run(
        "numbers",
        lambda it, of, by: minutes.check_numbers(election, it, len(of.hashes), of.valid, by.members),
        *(result, box, shares),
    )


def _minutes(report: Report, group: Group, archive: Archive, election: Election, result: Any) -> None:
    stated, signed = archive.read("9-minutes.json"), archive.read("9-signatures.json")
    report.run("statement", lambda it: minutes.check_statement(election, it, stated), result)

    def check() -> str:
        found = minutes.check_signatures(group, election, stated, signed)
        missing = [index for index in election.signing_keys if index not in found]
        names = {"signed": _listed(found), "missing": _listed(missing)}
        return SIGNED[report.language].format(**names)

    report.run("signatures", check)


def _listed(indexes: list[int]) -> str:
    return ", ".join(map(str, indexes)) or "–"


def _fingerprint(report: Report, box: Any, result: Any, expected: str) -> None:
    """Check the fingerprint, show it for comparison with the minutes, compare it with a typed one."""
    found = report.run(
        "fingerprint", lambda of, it: ballots.check_fingerprint(of, it.content["fingerprint"]), box, result
    )
    if expected:
        typed = "".join(expected.split()).lower()
        report.run("expected", lambda it: require(it == typed, typed), found)
    if found is not MISSING:
        report.say()
        report.say(COMPARE[report.language])
        report.say(f"      {found}   ({code_of(unhex(found, 32), SHORT_CODE)})")
