"""Each claim of the threat model names tests, and the tests are there; those of the protocol too."""

import re

import pytest

from operations.embedded.places import BASE_DIR

TEXT = (BASE_DIR / "THREAT_MODEL.md").read_text()
PROTOCOL = (BASE_DIR / "docs" / "protocol.md").read_text()
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT + PROTOCOL)))
ACTORS = TEXT.partition("## Who can learn and do what")[2].partition("## What is by design")[0]
WITHOUT = ("No test can show it", "see below", "Keep none.")


@pytest.mark.parametrize(("path", "name"), NAMED, ids=[name for _path, name in NAMED])
def test_named_test_exists(path: str, name: str) -> None:
    assert re.search(rf"^def {name}\(", (BASE_DIR / path).read_text(), re.MULTILINE)


def test_every_claim_names_a_test_or_states_that_none_is_possible() -> None:
    claims = re.split(r"^- ", ACTORS.replace("\n### ", "\n- ### "), flags=re.MULTILINE)[1:]
    claims = [claim for claim in claims if not claim.startswith("###")]
    assert len(claims) > 40
    assert [
        claim for claim in claims if "::" not in claim and not any(word in claim for word in WITHOUT)
    ] == []
