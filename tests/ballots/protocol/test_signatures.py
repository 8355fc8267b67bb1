"""Server, browser and verifier accept and refuse the same signatures (docs/protocol.md §1.2)."""

import pysodium
import pytest

from ballots.protocol import signing
from ballots.protocol.hashing import framed
from tests.ballots.protocol.browser_code import NodeProcess
from tests.ballots.protocol.signatures import LABEL, TABLE, Signed
from verifier.group import choose

every = pytest.mark.parametrize("case", TABLE, ids=lambda case: case.name)


@every
def test_the_server(case: Signed) -> None:
    assert signing.verify(case.key, case.signature, LABEL, case.message) is case.is_good


@every
def test_the_browser(case: Signed, js: NodeProcess) -> None:
    assert js("signing.verify", case.key, case.signature, LABEL, case.message) is case.is_good


@every
@pytest.mark.parametrize("only_plain", [False, True], ids=["libsodium", "Python"])
def test_the_verifier(case: Signed, only_plain: bool) -> None:
    message = framed(LABEL, [case.message])
    assert choose(only_plain).is_signed(case.key, case.signature, message) is case.is_good


def test_table_has_what_libraries_accept() -> None:
    """Without the stricter check libsodium takes a key of mixed order, if the challenge fits."""
    lenient = [case.name for case in TABLE if _libsodium_takes(case)]
    assert lenient[:2] == ["good", "A + T, challenge 0 mod 8"]


def _libsodium_takes(case: Signed) -> bool:
    if (len(case.key), len(case.signature)) != (32, 64):
        return False
    try:
        pysodium.crypto_sign_verify_detached(case.signature, framed(LABEL, [case.message]), case.key)
    except ValueError:
        return False
    return True


def test_signatures_of_each_side_hold_for_the_other(js: NodeProcess) -> None:
    for i in range(20):
        secret, message = bytes([i]) * 32, bytes(i)
        key, made = signing.public_key(secret), signing.sign(secret, LABEL, message)
        assert js("signing.sign", secret, LABEL, message) == made
        assert js("signing.verify", key, made, LABEL, message)
