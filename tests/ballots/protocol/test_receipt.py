from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ballots.protocol import base32, receipt
from tests.ballots.protocol.box import fixed
from tests.ballots.protocol.browser_code import NodeProcess

SECRET = fixed("receipt")
GOOD = receipt.make_receipt(SECRET, fixed("election"), fixed("ballot"))


def js_verifies(js: NodeProcess, data: Any, ballot: str = "ballot") -> bool:
    place = {
        "receiptKey": receipt.public_key(SECRET),
        "electionId": fixed("election"),
        "ballotHash": fixed(ballot),
    }
    return bool(js("receipt.verifyReceipt", data, place))


def test_a_receipt_holds_on_both_sides(js: NodeProcess) -> None:
    assert receipt.verify_receipt(GOOD, receipt.public_key(SECRET))
    assert js_verifies(js, GOOD) is True


def test_the_same_ballot_gets_the_same_receipt() -> None:
    assert receipt.make_receipt(SECRET, fixed("election"), fixed("ballot")) == GOOD


@pytest.mark.parametrize(
    "change",
    [
        {"ballot": fixed("other").hex()},
        {"election": fixed("other").hex()},
        {"signature": "00" * 64},
        {"signature": "zz"},
        {"code": "0000-0000-0000"},
        {"ballot": None},
    ],
)
def test_a_changed_receipt_is_refused(js: NodeProcess, change: Any) -> None:
    bad = {**GOOD, **change}
    assert not receipt.verify_receipt(bad, receipt.public_key(SECRET))
    assert js_verifies(js, bad) is False


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(GOOD)), chosen=st.data())
def test_any_flipped_bit_is_found(js: NodeProcess, name: str, chosen: st.DataObject) -> None:
    text = bytearray(GOOD[name].encode())
    text[chosen.draw(st.integers(0, len(text) - 1), "byte")] ^= 1 << chosen.draw(st.integers(0, 6), "bit")
    bad = {**GOOD, name: text.decode("ascii")}
    assert not receipt.verify_receipt(bad, receipt.public_key(SECRET))
    assert js_verifies(js, bad) is False


def test_a_receipt_for_another_ballot_is_refused(js: NodeProcess) -> None:
    """A server might hand the same receipt to two voters."""
    assert js_verifies(js, GOOD, ballot="mine") is False


def test_another_servers_receipt_is_refused() -> None:
    assert not receipt.verify_receipt(GOOD, receipt.public_key(fixed("another server")))


def test_short_code(js: NodeProcess) -> None:
    code = receipt.short_code(fixed("ballot"))
    assert code == GOOD["code"] == js("receipt.shortCode", fixed("ballot"))
    assert len(code) == 14
    assert receipt.short_code(b"\xff" * 32) == "ZZZZ-ZZZZ-ZZZZ"


def test_codes_forgive_lookalikes() -> None:
    assert base32.normalise("io-l0 z") == "1010Z"
