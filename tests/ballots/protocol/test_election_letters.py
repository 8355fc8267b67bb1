"""The election code: 16 letters for people, 52 for the QR code of the hall (docs/protocol.md §2.1)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ballots.protocol.identity import election_code, election_letters, election_of
from tests.ballots.protocol.box import fixed
from tests.ballots.protocol.browser_code import JsError, NodeProcess

ELECTION = fixed("election")


def test_code_is_the_beginning_of_the_letters(js: NodeProcess) -> None:
    code = election_code(ELECTION)
    assert code.replace("-", "") == election_letters(ELECTION)[:16]
    assert (len(code), len(election_letters(ELECTION))) == (19, 52)
    assert js("identity.electionCode", ELECTION) == code
    assert js("identity.electionLetters", ELECTION) == election_letters(ELECTION)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(election=st.binary(min_size=32, max_size=32))
def test_letters_give_the_election_again(js: NodeProcess, election: bytes) -> None:
    letters = election_letters(election)
    assert election_of(letters.lower()) == election == js("identity.electionOf", letters.lower())


@pytest.mark.parametrize("letters", ["", "0" * 51, "0" * 53, "0" * 51 + "1", "U" * 52])
def test_other_text_is_refused(js: NodeProcess, letters: str) -> None:
    with pytest.raises(ValueError, match=r"52 letters|substring"):
        election_of(letters)
    with pytest.raises(JsError, match=r"52 letters|not a character"):
        js("identity.electionOf", letters)
