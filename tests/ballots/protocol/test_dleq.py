"""Equal logarithms: every checker checks both equations."""

import pytest

from ballots.protocol import dleq
from ballots.protocol.group import base_mul, encode_scalar, mul
from ballots.protocol.hashing import PREFIX
from tests.ballots.protocol.browser_code import NodeProcess
from verifier.group import choose
from verifier.suite import Suite

VERSION = PREFIX.decode().strip("/")
BASE, SECRET, OTHER, NONCE = base_mul(11), 22, 33, 44


def proof(statement: dleq.Equality, secret: int, *, U: bytes = base_mul(NONCE), base: bytes = BASE) -> bytes:
    """A proof with this nonce and this secret, whether it fits the statement or not."""
    V = mul(NONCE, base)
    return U + V + encode_scalar(NONCE + statement.challenge(U, V) * secret)


def statement(key: int, image: int) -> dleq.Equality:
    return dleq.Equality("opening", (b"one", b"two"), base_mul(key), BASE, mul(image, BASE))


def verdicts(js: NodeProcess, said: dleq.Equality, made: bytes) -> list[bool]:
    told = {"label": said.label, "fields": list(said.fields)}
    points = {"key": said.key, "base": said.base, "image": said.image}
    three = (said.key, said.base, said.image)
    return [
        dleq.holds(said, made),
        js("dleq.holds", {**told, **points}, made),
        Suite(VERSION, choose()).equal_logarithms(said.label, said.fields, three, made),
        Suite(VERSION, choose(only_plain=True)).equal_logarithms(said.label, said.fields, three, made),
    ]


def test_true_statement_is_proved(js: NodeProcess) -> None:
    said = statement(SECRET, SECRET)
    assert verdicts(js, said, proof(said, SECRET)) == [True] * 4


@pytest.mark.parametrize(("key", "image", "used"), [(SECRET, OTHER, SECRET), (SECRET, OTHER, OTHER)])
def test_one_equation_alone_is_not_enough(js: NodeProcess, key: int, image: int, used: int) -> None:
    """The response satisfies only the equation of the key, or only that of the image."""
    said = statement(key, image)
    assert verdicts(js, said, proof(said, used)) == [False] * 4


def test_made_up_commitments_are_refused(js: NodeProcess) -> None:
    said = statement(SECRET, SECRET)
    for made in (proof(said, SECRET, U=base_mul(1)), proof(said, SECRET, base=base_mul(1))):
        assert verdicts(js, said, made) == [False] * 4
