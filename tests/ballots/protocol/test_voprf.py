import secrets

import pytest

from ballots.protocol import group, voprf
from ballots.protocol.group import BadEncoding, decode_scalar, encode_scalar
from tests.ballots.protocol.browser_code import NodeProcess
from tests.ballots.protocol.rfc import BATCH, BATCH_PROOF, VOPRF
from verifier.group import choose, token_of
from verifier.plain import PlainGroup

V = VOPRF[0]
CREDENTIAL = b"c" * 32


@pytest.mark.parametrize("v", VOPRF, ids=["A.1.2.1", "A.1.2.2"])
def test_rfc_9497_vectors(v: dict[str, bytes]) -> None:
    keys = voprf.derive_key_pair(v["seed"], v["info"])
    assert (encode_scalar(keys.secret), keys.public) == (v["secret"], v["public"])
    blinding, blinded = voprf.blind(v["input"], scalar=decode_scalar(v["blind"]))
    assert blinded == v["blinded"]
    answer = voprf.blind_evaluate(keys, blinded, scalar=decode_scalar(v["nonce"]))
    assert answer == (v["evaluated"], v["proof"])
    assert _finalize(v["input"], blinding, blinded, answer, keys.public) == v["output"]
    assert voprf.verify_token(keys.secret, v["input"], v["output"])
    for group_ in (PlainGroup(), choose()):
        assert token_of(group_, keys.secret, v["input"]) == v["output"]


@pytest.mark.parametrize("v", VOPRF, ids=["A.1.2.1", "A.1.2.2"])
def test_rfc_9497_vectors_in_the_browser(js: NodeProcess, v: dict[str, bytes]) -> None:
    keys = js("rfc.keyPair", v["seed"], v["info"])
    assert (keys["secretKey"], keys["publicKey"]) == (v["secret"], v["public"])
    values = {name: v[name] for name in ("evaluated", "blinded", "proof", "blind")}
    assert js("voprf.finalize", {"credential": v["input"], "tokenKey": v["public"], **values}) == v["output"]
    assert js("voprf.verifyToken", v["secret"], v["input"], v["output"]) is True


def test_rfc_9497_batch(js: NodeProcess) -> None:
    names = ("input", "blind", "blinded", "evaluated")
    items = [dict(zip(names, item, strict=True)) for item in zip(*BATCH.values(), strict=True)]
    keys = voprf.derive_key_pair(V["seed"], V["info"])
    for item in items:
        assert voprf.blind(item["input"], scalar=decode_scalar(item["blind"]))[1] == item["blinded"]
        assert voprf.blind_evaluate(keys, item["blinded"])[0] == item["evaluated"]
    outputs = js("rfc.finalizeBatch", items, V["public"], BATCH_PROOF)
    assert outputs == [v["output"] for v in VOPRF]


def _finalize(
    credential: bytes, blinding: int, blinded: bytes, answer: tuple[bytes, bytes], public: bytes
) -> bytes:
    evaluated, proof = answer
    return voprf.finalize(
        credential=credential,
        blinding=blinding,
        blinded=blinded,
        evaluated=evaluated,
        proof=proof,
        public=public,
    )


def test_browser_blinds_server_signs_browser_unblinds(js: NodeProcess) -> None:
    keys = voprf.generate_key_pair()
    request = js("voprf.blind", CREDENTIAL)
    evaluated, proof = voprf.blind_evaluate(keys, request["blinded"])
    answer = {"evaluated": evaluated, "proof": proof, "tokenKey": keys.public}
    token = js("voprf.finalize", {"credential": CREDENTIAL, **request, **answer})
    assert voprf.verify_token(keys.secret, CREDENTIAL, token)
    assert not voprf.verify_token(keys.secret, b"d" * 32, token)
    assert js("voprf.verifyToken", encode_scalar(keys.secret), CREDENTIAL, token) is True


def test_marking_a_voter_with_another_key_is_noticed(js: NodeProcess) -> None:
    """A server could otherwise tell voters apart by the key it signs with."""
    keys, marked = voprf.generate_key_pair(), voprf.generate_key_pair()
    request = js("voprf.blind", CREDENTIAL)
    evaluated, proof = voprf.blind_evaluate(marked, request["blinded"])
    answer = {"evaluated": evaluated, "proof": proof, "tokenKey": keys.public}
    with pytest.raises(Exception, match="proof verification failed"):
        js("voprf.finalize", {"credential": CREDENTIAL, **request, **answer})
    blinding, blinded = voprf.blind(CREDENTIAL)
    with pytest.raises(voprf.BadProof):
        _finalize(CREDENTIAL, blinding, blinded, voprf.blind_evaluate(marked, blinded), keys.public)


@pytest.mark.parametrize("element", [group.IDENTITY, b"\x01" * 32, bytes(31)])
def test_bad_blinded_elements_are_refused(element: bytes) -> None:
    with pytest.raises(BadEncoding):
        voprf.blind_evaluate(voprf.generate_key_pair(), element)


def test_a_shortened_token_is_refused() -> None:
    keys = voprf.generate_key_pair()
    blinding, blinded = voprf.blind(CREDENTIAL)
    answer = voprf.blind_evaluate(keys, blinded)
    token = _finalize(CREDENTIAL, blinding, blinded, answer, keys.public)
    assert voprf.verify_token(keys.secret, CREDENTIAL, token)
    assert not voprf.verify_token(keys.secret, CREDENTIAL, token[:-1])


def test_rows_of_issued_ballots_are_judged_alike(js: NodeProcess) -> None:
    keys, other = voprf.generate_key_pair(), voprf.generate_key_pair()
    rows = []
    for _number in range(2):
        blinded = voprf.blind(secrets.token_bytes(32))[1]
        rows.append((blinded, *voprf.blind_evaluate(keys, blinded)))
    (blinded, evaluated, proof), (_b, another, foreign) = rows
    cases = [
        (keys.public, blinded, evaluated, proof, True),
        (other.public, blinded, evaluated, proof, False),
        (keys.public, blinded, another, proof, False),
        (keys.public, blinded, evaluated, foreign, False),
        (keys.public, group.IDENTITY, evaluated, proof, False),
        (keys.public, blinded, group.IDENTITY, proof, False),
        (keys.public, b"\xff" * 32, evaluated, proof, False),
        (keys.public, blinded, evaluated, proof[:-1], False),
    ]
    for public, request, answer, made, expected in cases:
        row = {"blinded": request, "evaluated": answer, "proof": made}
        assert voprf.is_answer(public, request, answer, made) is expected
        assert js("voprf.isAnswer", public, row) is expected
