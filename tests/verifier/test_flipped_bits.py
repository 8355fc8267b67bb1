"""Every flipped bit of a bundle makes a check fail."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.verifier import sample
from tests.verifier.conftest import MadeBundle
from tests.verifier.sample import failures, relisted
from verifier.archive import Archive
from verifier.encoding import Wrong
from verifier.forms import SUMS_FILE
from verifier.report import FAULTS

LINE, FRAME = 1088, 72 + 2 * 1088 + 64 + 1 + 64
# The position of each part in a frame of two lines, and the message for a flipped bit in it.
PLACES = {
    "magic": (1, "header"),
    "election": (10, "election"),
    "credential": (40, "signature"),
    "lines": (69, "lines"),
    "levels": (70, "header"),
    "ciphertext": (72 + 33, "point"),
    "proof point": (72 + 192, "point"),
    "proof scalar, above L": (72 + 192 + 159, "scalar"),
    "proof scalar": (72 + 192 + 128, "signature"),
    "signature": (FRAME - 120, "signature"),
    "length of the token": (FRAME - 65, "length"),
    "token": (FRAME - 1, "token"),
}


def flipped(data: bytes, position: int, bit: int) -> bytes:
    changed = bytearray(data)
    changed[position] ^= 1 << bit
    return bytes(changed)


@pytest.mark.slow
def test_any_bit_of_the_container(made: MadeBundle, tmp_path: Path) -> None:
    """Also between and behind the files, where zip readers do not look."""
    data, path, chance = made.path.read_bytes(), tmp_path / "b.zip", random.Random(9)
    behind = len(data) - 800  # the directory
    for position in {*range(0, behind, 53), *range(behind, len(data), 3)}:
        path.write_bytes(flipped(data, position, chance.randrange(8)))
        with pytest.raises(FAULTS):
            Archive(path)


@pytest.mark.parametrize("name", sample.FORM.files)
@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.data())
def test_any_bit_of_a_file(name: str, chosen: st.DataObject, files: dict[str, bytes], tmp_path: Path) -> None:
    """Checked against the list of hashes, and with a forged list that matches."""
    position = chosen.draw(st.integers(0, len(files[name]) - 1), "byte")
    forged = {**files, name: flipped(files[name], position, chosen.draw(st.integers(0, 7), "bit"))}
    with pytest.raises((Wrong, ValueError)):
        Archive(sample.packed(forged, tmp_path / "b.zip")).require_sums()
    if name != SUMS_FILE:
        assert failures(sample.packed(relisted(forged), tmp_path / "b.zip"))


@pytest.mark.parametrize("place", PLACES)
def test_each_part_of_a_ballot(place: str, files: dict[str, bytes], tmp_path: Path) -> None:
    offset, reason = PLACES[place]
    bit = 7 if reason in ("point", "scalar") else 0
    ballots = flipped(files["4-ballots.bin"], FRAME + offset, bit)
    if reason == "point":  # the highest bit, which libsodium 1.0.18 overlooks
        ballots = flipped(files["4-ballots.bin"], FRAME + offset + 31 - (offset - 72) % 32, 7)
    path = sample.packed(relisted({**files, "4-ballots.bin": ballots}), tmp_path / "b.zip")
    found = next(line for line in failures(path) if "signed and issued" in line)
    assert found.endswith(f": {reason}")


def test_the_sample_itself_is_good(files: dict[str, bytes], tmp_path: Path) -> None:
    assert not failures(sample.packed(relisted(files), tmp_path / "b.zip"))


def test_the_container_of_the_tests_is_the_prescribed_one(made: MadeBundle, tmp_path: Path) -> None:
    packed = sample.packed(sample.files_of(made.path), tmp_path / "b.zip")
    assert packed.read_bytes() == made.path.read_bytes()


def test_bytes_before_and_behind_are_refused(made: MadeBundle, tmp_path: Path) -> None:
    data, path = made.path.read_bytes(), tmp_path / "b.zip"
    for other in (b"\0" + data, data + b"\0"):
        path.write_bytes(other)
        with pytest.raises((Wrong, ValueError)):
            Archive(path)
