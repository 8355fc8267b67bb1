"""Bundles of `tn1` verify for as long as anybody keeps one.

`data/tn1.zip` is a real round of that version, made through the services before `tn2`: two lines, three
members, six valid ballots and a void one, minutes signed by two members.
"""

from pathlib import Path

import pytest

from tests.verifier import sample
from tests.verifier.test_flipped_bits import flipped
from verifier.forms import FORMS, SUMS_FILE

TN1 = Path(__file__).parent / "data" / "tn1.zip"
ELECTION = "5b1856b915ad0eb3ba2c90a406c070f8d63bb5382183425b4a7476fe46484b68"
FINGERPRINT = "4cfef777a3e23fde0b68a9902067ef745961ed35ea47b86e607b568b79f45452"


@pytest.mark.parametrize(
    "options",
    [(), pytest.param(("--plain",), marks=pytest.mark.slow)],
    ids=["libsodium", "Python"],
)
def test_every_check_of_a_tn1_bundle_passes(options: tuple[str, ...]) -> None:
    done = sample.run(TN1, "--language", "en", "--fingerprint", FINGERPRINT, *options)
    assert (done.returncode, done.stderr) == (0, "")
    verdicts = [line[:4] for line in done.stdout.splitlines() if line.startswith(("PASS", "FAIL"))]
    assert verdicts == ["PASS"] * 31
    assert ELECTION in done.stdout


@pytest.mark.parametrize("name", FORMS["tn1"].files)
def test_a_changed_tn1_bundle_fails(name: str, tmp_path: Path) -> None:
    files = sample.files_of(TN1)
    files[name] = flipped(files[name], len(files[name]) // 2, 2)
    found = files if name == SUMS_FILE else sample.relisted(files)
    assert sample.failures(sample.packed(found, tmp_path / "b.zip"))


def test_a_tn1_bundle_does_not_pass_as_another_version(tmp_path: Path) -> None:
    files = sample.files_of(TN1)
    files["1-manifest.json"] = files["1-manifest.json"].replace(b'"tn1"', b'"tn2"')
    assert sample.failures(sample.packed(sample.relisted(files), tmp_path / "b.zip"))
