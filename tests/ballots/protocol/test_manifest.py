import hashlib

import pytest

from ballots.protocol import identity
from common.canonical import canonical_json
from tests.ballots.protocol.browser_code import NodeProcess

CONFIG = {
    "title": "Lấy phiếu tín nhiệm",
    "b": [1, {"z": None, "a": True}],
    "ă": '"\\/\n\u2028',
    "\U0001f5f3": "",
    "\uffff": 0,
}


def test_canonical_bytes() -> None:
    assert canonical_json({"b": 1, "a": "ệ"}) == '{"a":"ệ","b":1}'.encode()


def test_the_browser_writes_the_same_bytes(js: NodeProcess) -> None:
    assert js("hashing.canonicalJson", CONFIG) == canonical_json(CONFIG)


def test_hashes_are_those_of_the_exact_bytes(js: NodeProcess) -> None:
    data = canonical_json(CONFIG)
    assert identity.election_id(data) == hashlib.sha256(b"tn2/manifest" + data).digest()
    assert identity.config_hash(data) == hashlib.sha256(b"tn2/config" + data).digest()
    assert js("hashing.electionId", data) == identity.election_id(data)
    assert js("hashing.configHash", data) == identity.config_hash(data)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_values_that_are_not_numbers_are_refused(value: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_json({"a": value})


def test_the_browser_refuses_fractions(js: NodeProcess) -> None:
    with pytest.raises(Exception, match="integers only"):
        js("hashing.canonicalJson", {"a": 0.5})
