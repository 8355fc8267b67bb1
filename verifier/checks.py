"""All checks in order; each is one line of the report."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from verifier import ballots, ceremony, decryption, minutes, signatures, statements
from verifier.archive import Archive
from verifier.election import Election, read_election
from verifier.encoding import code_of, require, same_letters, unhex
from verifier.forms import TN1
from verifier.group import Group
from verifier.readme import require_readme
from verifier.report import MISSING, Report
from verifier.suite import Suite
from verifier.words import COMPARE, COMPARE_CODE, SIGNED

SHORT_CODE = 12


@dataclass(frozen=True, slots=True)
class Expected:
    """What the reader typed from paper; "" if nothing."""

    fingerprint: str = ""
    code: str = ""


def verify(report: Report, group: Group, path: Path, expected: Expected = Expected()) -> None:
    """Check the bundle at `path`, also against what was typed from paper."""
    archive = report.run("archive", Archive, path)
    if archive is MISSING:
        return
    report.run("files", archive.require_sums)
    election = report.run("manifest", lambda: _election(archive))
    if election is MISSING:
        return
    report.say(f"      {election.id.hex()}")
    _Checks(report, Suite(election.form.version, group), archive, election).run(expected)


def _election(archive: Archive) -> Election:
    election = read_election(archive.read("1-manifest.json"))
    require(archive.files == election.form.files, f"the files are not those of {election.form.version}")
    return election


class _Checks:
    """The checks of one bundle. Each needs the results of those before it, or is not looked at."""

    def __init__(self, report: Report, suite: Suite, archive: Archive, election: Election) -> None:
        self.report, self.suite, self.archive, self.election = report, suite, archive, election

    def run(self, expected: Expected) -> None:
        """Make all checks."""
        readme = self.archive.read("0-README.txt")
        self.report.run("readme", require_readme, readme, self.election)
        code = self._ceremony()
        box = self._box()
        data = self.archive.read("8-result.json")
        result = self.report.run("result", minutes.read_result, data, self.election)
        self.report.run("code", minutes.check_code, result, self.election, code)
        self._count(box, result)
        self._minutes(result)
        self._compare(box, result, expected)

    def _ceremony(self) -> Any:
        """Check the key ceremony; return the code that was read aloud."""
        run, of = self.report.run, (self.suite, self.election)
        data = self.archive.read("2-ceremony.json")
        found = run("transcript", ceremony.read_transcript, data, self.election)
        run("server_key", ceremony.check_server, *of, found)
        run("messages", ceremony.check_messages, *of, found)
        run("promises", ceremony.check_promises, *of, found)
        run("boxes", ceremony.check_boxes, self.election, found)
        if self.election.form is not TN1:
            run("lots", ceremony.check_lots, *of, found)
        code = run("acceptance", ceremony.check_acceptance, *of, found)
        run("box_key", ceremony.check_keys, *of, found)
        return code

    def _box(self) -> Any:
        """Check every ballot; return the content of the box if it can be read."""
        run, of = self.report.run, (self.suite, self.election)
        secret = run("token_key", ballots.read_token_secret, *of, self.archive.read("3-tokens.json"))
        box = run("ballots", ballots.read_box, *of, self.archive, secret)
        run("taken", ballots.check_taken, box)
        run("once", ballots.check_once, box)
        run("proofs", ballots.check_proofs, box, self.archive.read("5-checks.json"))
        return box

    def _count(self, box: Any, result: Any) -> None:
        """Check sums, shares, counts and that the numbers add up."""
        run, of = self.report.run, (self.suite, self.election)
        sums = self.archive.read("6-sums.bin")
        added = run("sums", ballots.check_sums, *of, box, sums)
        data = self.archive.read("7-shares.json")
        shares = run("shares", decryption.read_shares, data, self.election)
        for member in [] if shares is MISSING or added is MISSING else [decryption.SERVER, *shares.members]:
            name = "share_member" if member else "share_server"
            run(name, decryption.check_share, *of, sums, shares, member, about=str(member or ""))
        needs = (added, box, shares)
        counts = run("opening", lambda *_: decryption.open_sums(*of, sums, shares, box.valid), *needs)
        run("counts", minutes.check_counts, result, counts)
        run("numbers", minutes.check_numbers, self.election, result, box, shares)

    def _minutes(self, result: Any) -> None:
        """Check what the minutes and the head state, and who signed."""
        run, of = self.report.run, (self.suite, self.election)
        data = self.archive.read("9-minutes.json")
        good = run("statement", minutes.check_minutes, *of, result, data)
        if self.election.form is not TN1:
            made = run("head", statements.check_statements, *of, self.archive.read("8-statements.json"))
            run("stated", statements.check_stated, self.election, made, data, good)
        signed = self.archive.read("9-signatures.json")
        run("signatures", lambda: self._names(signatures.check_signatures(*of, data, signed)))

    def _names(self, found: signatures.Signatures) -> str:
        missing = [f"{i} ({why})" if why else str(i) for i, why in found.missing.items()]
        names = {"signed": map(str, found.signed), "missing": missing}
        listed = {name: ", ".join(items) or "–" for name, items in names.items()}
        return SIGNED[self.report.language].format(**listed)

    def _compare(self, box: Any, result: Any, expected: Expected) -> None:
        """Check the fingerprint; show it and the code for comparison with paper, or compare what was typed."""
        found = self.report.run("fingerprint", minutes.check_fingerprint, box, result)
        code, language = self.election.code, self.report.language
        if expected.fingerprint:
            typed = "".join(expected.fingerprint.split()).lower()
            self.report.run("expected", lambda it: require(it == typed, typed), found)
        if expected.code:
            self.report.run("expected_code", lambda: require(same_letters(expected.code, code), code))
        if self.election.form is not TN1:
            self._show(COMPARE_CODE[language], code)
        if found is not MISSING:
            self._show(COMPARE[language], f"{found}   ({code_of(unhex(found, 32), SHORT_CODE)})")

    def _show(self, sentence: str, value: str) -> None:
        self.report.say()
        self.report.say(sentence)
        self.report.say(f"      {value}")
