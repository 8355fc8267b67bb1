"""Self-test of libsodium at the start of each process."""

from ballots.protocol import group, vectors, voprf


class SelfTestFailed(RuntimeError):
    """libsodium answers wrongly, so the process must not start."""


def run() -> None:
    """Check RFC 9496 multiples and bad encodings, and one RFC 9497 vector; a few milliseconds."""
    _multiples()
    _bad_encodings()
    _voprf()


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise SelfTestFailed(f"libsodium fails the self-test: {what}")


def _multiples() -> None:
    total = group.IDENTITY
    for factor, expected in enumerate(vectors.MULTIPLES):
        good = total.hex() == group.base_mul(factor).hex() == expected
        _require(good and group.is_point(total), f"RFC 9496 A.1, {factor}·G")
        second_name = total[:31] + bytes([total[31] | 0x80])
        _require(not group.is_point(second_name), f"RFC 9496 A.1, {factor}·G with its highest bit set")
        total = group.add(total, group.G)


def _bad_encodings() -> None:
    for encoding in vectors.BAD_ENCODINGS:
        _require(not group.is_point(bytes.fromhex(encoding)), f"RFC 9496 A.2, {encoding}")


def _voprf() -> None:
    v = {name: bytes.fromhex(value) for name, value in vectors.VOPRF.items()}
    keys = voprf.derive_key_pair(v["seed"], v["info"])
    blinding, blinded = voprf.blind(v["input"], scalar=group.decode_scalar(v["blind"]))
    nonce = group.decode_scalar(v["nonce"])
    evaluated, proof = voprf.blind_evaluate(keys, blinded, scalar=nonce)
    answer = (blinded, evaluated, proof)
    _require(answer == (v["blinded"], v["evaluated"], v["proof"]), "RFC 9497 A.1.2")
    token = voprf.finalize(
        credential=v["input"],
        blinding=blinding,
        blinded=blinded,
        evaluated=evaluated,
        proof=proof,
        public=v["public"],
    )
    _require(token == v["output"], "RFC 9497 A.1.2, output")
