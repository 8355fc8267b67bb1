"""A certified round made through the services, with a void ballot in the box, as a bundle."""

import datetime
import hashlib
import io
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

from django.utils import timezone

from ballots.protocol import signing
from ballots.protocol.ballot import LINE_BYTES
from ballots.protocol.group import L, encode_scalar
from ballots.protocol.hashing import PREFIX
from ballots.protocol.wire import encode_frame
from ballots.services import casting, closing, counting
from results.bundle import bundle
from results.services import opening
from rounds.models import Round
from rounds.services import moves
from tests.ballots import hall
from tests.results import count
from verifier.checks import verify
from verifier.forms import FORMS, SUMS_FILE
from verifier.group import choose
from verifier.report import Report

FORM = FORMS[PREFIX.decode().strip("/")]  # of the bundles that the server makes now
ROOT = Path(__file__).parents[2]
# Started apart from the environment of the tests: no site packages, no settings, only the verifier.
START = f"import sys, runpy; sys.path.insert(0, {str(ROOT)!r}); runpy.run_module('verifier', run_name='__main__', alter_sys=True)"


def void_frame(device: hall.VoterDevice) -> bytes:
    """Return a ballot with a good signature whose last proof, of a sum, does not hold."""
    sealed = device.seal()
    answer = int.from_bytes(sealed.body[-32:], "little")
    body = sealed.body[:-32] + encode_scalar((answer + 1) % L)
    signature = signing.sign(device.secret, "ballot-signature", body)
    assert len(sealed.body) > LINE_BYTES
    return encode_frame(body, signature, device.token)


def closed_round(summoned: int = 8) -> Round:
    """Return a closed and added round of eight present: six good ballots, a void one, and one never cast."""
    round_ = hall.open_round(lines=2, voters=summoned, members=3)
    moves.record_attendance(round_id=round_.pk, actor=None, present=8)
    devices = [hall.VoterDevice(round_, user).take() for user in hall.voters(round_)[:8]]
    for device, marks in zip(devices, count.SIX, strict=False):
        device.cast(marks)
    with hall.proofs_left_to_workers():
        casting.cast(round_id=round_.pk, frame=void_frame(devices[6]))
    closing.end_issuing(round_id=round_.pk, actor=None)
    earlier = timezone.now() - datetime.timedelta(hours=2)
    Round.objects.filter(pk=round_.pk).update(issuing_ended_at=earlier)
    closing.close_round(round_id=round_.pk, actor=None)
    assert counting.count(round_id=round_.pk)
    return Round.objects.get(pk=round_.pk)


def certified_round() -> Round:
    """Return it opened and signed by all three members."""
    round_ = closed_round()
    count.give_shares(round_, (1, 2, 3))
    opening.open_box(round_id=round_.pk)
    count.signed_by(round_, 1, 2, 3)
    return Round.objects.get(pk=round_.pk)


def write(round_: Round, path: Path) -> Path:
    """Write the bundle of the round."""
    with path.open("wb") as file:
        file.writelines(bundle(round_))
    return path


def files_of(path: Path) -> dict[str, bytes]:
    """Return the files of a bundle in their order."""
    with zipfile.ZipFile(path) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def packed(files: Mapping[str, bytes], path: Path) -> Path:
    """Write these files as the bundle would be, so that only their content can be wrong."""
    with path.open("wb") as file, zipfile.ZipFile(_Forward(file), "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o100644 << 16
            with archive.open(entry, "w") as inside:
                inside.write(data)
    return path


class _Forward:
    """A write-only file without seeking, like an HTTP response."""

    def __init__(self, file: object) -> None:
        self.write, self.flush, self.close = file.write, file.flush, lambda: None  # type: ignore[attr-defined]


def run(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the verifier as a program of its own, on Python without any installed package."""
    command = [sys.executable, "-I", "-S", "-c", START, str(path), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, cwd="/")


def failures(path: Path) -> list[str]:
    """Return the lines that say FAIL, in this process."""
    output = io.StringIO()
    verify(Report("en", output), choose(), path)
    return [line for line in output.getvalue().splitlines() if line.startswith("FAIL")]


def relisted(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files with a list of sums that fits them, as a forger would make it."""
    listed = {name: data for name, data in files.items() if name != SUMS_FILE}
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in listed.items())
    return {**listed, SUMS_FILE: sums.encode()}
