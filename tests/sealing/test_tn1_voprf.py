import pytest

from ballots.sealing import group, vectors, voprf
from ballots.sealing.group import BadEncoding, decode_scalar, encode_scalar
from tests.sealing.browser_code import Browser

V = {name: bytes.fromhex(value) for name, value in vectors.VOPRF.items()}
CREDENTIAL = b"c" * 32


def test_rfc_9497_vector() -> None:
    keys = voprf.derive_key_pair(V["seed"], V["info"])
    assert (encode_scalar(keys.secret), keys.public) == (V["secret"], V["public"])
    blinding, blinded = voprf.blind(V["input"], scalar=decode_scalar(V["blind"]))
    assert blinded == V["blinded"]
    answer = voprf.blind_evaluate(keys, blinded, scalar=decode_scalar(V["nonce"]))
    assert answer == (V["evaluated"], V["proof"])
    assert _finalize(V["input"], blinding, blinded, answer, keys.public) == V["output"]


def test_rfc_9497_vector_in_the_browser(js: Browser) -> None:
    names = ("evaluated", "blinded", "proof", "blind")
    values = {"credential": V["input"], "tokenKey": V["public"], **{n: V[n] for n in names}}
    assert js("voprf.finalize", values) == V["output"]


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


def test_browser_blinds_server_signs_browser_unblinds(js: Browser) -> None:
    keys = voprf.generate_key_pair()
    request = js("voprf.blind", CREDENTIAL)
    evaluated, proof = voprf.blind_evaluate(keys, request["blinded"])
    answer = {"evaluated": evaluated, "proof": proof, "tokenKey": keys.public}
    token = js("voprf.finalize", {"credential": CREDENTIAL, **request, **answer})
    assert voprf.verify_token(keys.secret, CREDENTIAL, token)
    assert not voprf.verify_token(keys.secret, b"d" * 32, token)
    assert js("voprf.verifyToken", encode_scalar(keys.secret), CREDENTIAL, token) is True


def test_marking_a_voter_with_another_key_is_noticed(js: Browser) -> None:
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
