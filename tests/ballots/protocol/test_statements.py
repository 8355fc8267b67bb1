"""Statements of the head: browser and server sign and verify the same bytes (docs/protocol.md §11.1)."""

from typing import Any

import pytest

from ballots.protocol import signing, statements
from tests.ballots.protocol.box import fixed
from tests.ballots.protocol.browser_code import NodeProcess

SECRET, ELECTION = fixed("head"), fixed("election")
PUBLIC = signing.public_key(SECRET)
CONTENTS = [
    statements.zero(),
    statements.close(cast=5, issued=6, present=9),
    statements.present(9, 8, "Đếm lại, “một người” đã về"),
]


@pytest.mark.parametrize("content", CONTENTS)
def test_both_sides_sign_the_same_bytes(js: NodeProcess, content: dict[str, Any]) -> None:
    signature = statements.sign(SECRET, ELECTION, content)
    assert js("statements.sign", SECRET, ELECTION, content) == signature
    assert js("statements.holds", PUBLIC, signature, ELECTION, content) is True
    assert statements.holds(PUBLIC, signature, ELECTION, content)


def test_the_browser_makes_the_same_zero_statement(js: NodeProcess) -> None:
    assert js("statements.zero") == statements.zero()


def test_another_content_or_election_does_not_hold(js: NodeProcess) -> None:
    signature = statements.sign(SECRET, ELECTION, CONTENTS[1])
    others = [(ELECTION, CONTENTS[0]), (fixed("other"), CONTENTS[1])]
    for election, content in others:
        assert not statements.holds(PUBLIC, signature, election, content)
        assert js("statements.holds", PUBLIC, signature, election, content) is False
