"""What is in the bundle, what is not, and what making it costs."""

import json

from ballots.protocol.identity import election_code
from tests.verifier.conftest import MadeBundle
from tests.verifier.test_flipped_bits import FRAME


def test_no_voter_is_named(made: MadeBundle) -> None:
    content = made.path.read_bytes()
    assert made.people
    assert not [text for text in made.people if text.encode() in content]


def test_no_request_for_a_blank_ballot_is_in_it(made: MadeBundle) -> None:
    content = made.path.read_bytes()
    assert len(made.requests) == 24
    assert not [text for text in made.requests if text.encode() in content or bytes.fromhex(text) in content]


def test_no_time_but_that_of_opening_and_closing(files: dict[str, bytes]) -> None:
    stated = json.loads(files["9-minutes.json"])
    del files["9-minutes.json"], files["1-manifest.json"], files["0-README.txt"]
    year = stated["opened_at"][:5].encode()
    assert not [name for name, data in files.items() if year in data]


def test_its_text_names_the_election_code_in_both_languages(files: dict[str, bytes]) -> None:
    code = election_code(bytes.fromhex(json.loads(files["8-result.json"])["election"]))
    text = files["0-README.txt"].decode()
    assert f"Mã cuộc lấy phiếu: {code}" in text
    assert f"Election code: {code}" in text


def test_twice_gives_the_same_bytes(made: MadeBundle) -> None:
    assert made.path.read_bytes() == made.again


def test_the_page_sends_it_to_a_member_as_a_file(made: MadeBundle) -> None:
    assert made.path.read_bytes() == made.sent
    assert made.headers["Content-Type"] == "application/zip"
    assert made.headers["Content-Disposition"].startswith("attachment")
    assert "no-store" in made.headers["Cache-Control"]


def test_it_takes_no_query_for_each_ballot(made: MadeBundle) -> None:
    """Seven ballots are in the box."""
    about = [
        sql for sql in made.queries if 'FROM "ballots_castballot"' in sql or 'FROM "ballots_proof' in sql
    ]
    assert len(about) == 3  # the ballots, their checks, and the reasons that the minutes state
    assert len(made.queries) < 20


def test_it_comes_in_pieces_of_one_ballot(made: MadeBundle) -> None:
    after_readme = made.sizes[1:]
    assert sum(FRAME <= size < FRAME + 200 for size in after_readme) == 7
