"""Known answers for programs written from docs/protocol.md: every input and every result of a few fixed cases.

`python -m tests.ballots.protocol.known` writes the files again; a change in them is a change of the protocol.
"""

import json
from pathlib import Path
from typing import Any

from ballots.protocol import ceremony, group, receipt, signing, voprf
from ballots.protocol.hashing import VERSION
from ballots.protocol.identity import config_hash, election_code, election_letters
from ballots.protocol.member import ServerShare, derive_member_keys, prove_knowledge, server_hash
from ballots.protocol.transcript import lots_hash
from common.canonical import canonical_json
from tests.ballots.protocol import signatures
from tests.ballots.protocol.box import KINDS, Team, fixed

HERE = Path(__file__).parent
N, T, ATTEMPT = 3, 2, 1


def scalar(name: str) -> int:
    return int.from_bytes(fixed(name), "little") % group.L


def hexed(value: int) -> str:
    return group.encode_scalar(value).hex()


def known_ceremony() -> dict[str, Any]:
    """Three members, two of whom open the box: from seeds and secrets to the election code."""
    committee = [{"index": i, "role": "head" if i == 1 else "member"} for i in range(1, N + 1)]
    config = canonical_json({"committee": committee, "threshold": T, "version": VERSION})
    context = ceremony.Context(config_hash(config), ATTEMPT, N, T)
    keys = {i: derive_member_keys(fixed(f"known member {i}"), context, i) for i in range(1, N + 1)}
    server = _server(context.config_hash)
    team = Team(context, server, keys, {kind: {} for kind in KINDS}, config).complete()
    return {
        "attempt": ATTEMPT,
        "config": config.decode(),
        "seeds": {str(i): fixed(f"known member {i}").hex() for i in keys},
        "server_secrets": {
            "nonce": hexed(scalar("known nonce")),
            "receipt": fixed("known receipt").hex(),
            "share": hexed(server.secret),
            "token": hexed(scalar("known token")),
        },
        "config_hash": context.config_hash.hex(),
        "server": server.to_json(),
        "server_hash": server_hash(context.config_hash, server.to_json()).hex(),
        "messages": team.messages(),
        "transcript": team.transcript.hex(),
        "lots": lots_hash(context, team.board).hex(),
        "manifest": team.manifest.decode(),
        "election_id": team.election.hex(),
        "election_code": election_code(team.election),
        "election_letters": election_letters(team.election),
        "secret_shares": {str(i): hexed(secret) for i, secret in team.secrets.items()},
    }


def _server(digest: bytes) -> ServerShare:
    share, token = scalar("known share"), group.base_mul(scalar("known token"))
    proof = prove_knowledge("server-possession", share, scalar("known nonce"), digest)
    key = receipt.public_key(fixed("known receipt"))
    return ServerShare(share, group.base_mul(share), proof, key, (token,))


def known_tokens() -> dict[str, Any]:
    """A token from its request to its use; RFC 9497 A.1.2 has more of the kind."""
    secret, blinding, nonce = (scalar(f"known {name}") for name in ("token", "blinding", "token nonce"))
    credential = signing.public_key(fixed("known credential"))
    pair = voprf.KeyPair(secret, group.base_mul(secret))
    _, blinded = voprf.blind(credential, scalar=blinding)
    evaluated, proof = voprf.blind_evaluate(pair, blinded, scalar=nonce)
    answer = {"blinded": blinded, "evaluated": evaluated, "proof": proof, "public": pair.public}
    return {
        "token_secret": hexed(secret),
        "credential": credential.hex(),
        "blinding": hexed(blinding),
        "nonce": hexed(nonce),
        "token_key": pair.public.hex(),
        "blinded": blinded.hex(),
        "evaluated": evaluated.hex(),
        "proof": proof.hex(),
        "token": voprf.finalize(credential=credential, blinding=blinding, **answer).hex(),
    }


def known_signatures() -> dict[str, Any]:
    """Signatures of each kind, and those that a program must refuse; `message` is the framed text."""
    secret, election, digest = (fixed(f"known {name}") for name in ("signer", "election", "ballot"))
    fields = {
        "ballot-signature": [b"body"],
        "ceremony-message": [canonical_json({"type": "commit"})],
        "head-statement": [election, canonical_json({"ballots": 0, "kind": "zero"})],
        "minutes-missing": [election, digest, canonical_json({"3": "ốm"})],
        "minutes-signature": [election, digest],
        "opening-share": [b"share"],
        "receipt": [election, digest],
    }
    made = [
        {"label": label, "fields": [f.hex() for f in of], "signature": signing.sign(secret, label, *of).hex()}
        for label, of in fields.items()
    ]
    judged = [
        {
            "name": case.name,
            "key": case.key.hex(),
            "signature": case.signature.hex(),
            "label": signatures.LABEL,
            "fields": [case.message.hex()],
            "valid": case.is_good,
        }
        for case in signatures.TABLE
    ]
    return {"secret": secret.hex(), "key": signing.public_key(secret).hex(), "made": made, "judged": judged}


FILES = {
    "known_ceremony.json": known_ceremony,
    "known_signatures.json": known_signatures,
    "known_tokens.json": known_tokens,
}


def text_of(name: str) -> str:
    """Return what the file of this name must hold."""
    return json.dumps(FILES[name](), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for name in FILES:
        (HERE / name).write_text(text_of(name))
