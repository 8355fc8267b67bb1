"""The signed messages of the key ceremony, as a member's device makes them.

A message is a JSON object {"attempt", "body", "config", "key", "member", "sig", "type"}.
Types, in the order in which they come: commit → reveal → shares → accept | complaint →
confirm.
"""

from collections.abc import Mapping
from typing import Any

from ballots.protocol import dleq, signing
from ballots.protocol.group import L, mul
from ballots.protocol.hashing import u16
from ballots.protocol.member import (
    Context,
    MemberKeys,
    Server,
    checked_share,
    commit_hash,
    evaluate,
    lot_hash,
    prove_knowledge,
    public_values,
    seal_share,
    server_hash,
    verify_server_share,
)
from common.canonical import canonical_json

Message = dict[str, Any]


def _message(keys: MemberKeys, context: Context, kind: str, body: dict[str, Any]) -> Message:
    message: Message = {
        "attempt": context.attempt,
        "body": body,
        "config": context.config_hash.hex(),
        "key": keys.signing_public.hex(),
        "member": keys.index,
        "type": kind,
    }
    sig = signing.sign(keys.signing_secret, "ceremony-message", canonical_json(message))
    return {**message, "sig": sig.hex()}


def make_commit(keys: MemberKeys, context: Context, server: Server) -> Message:
    """Return *commit*: hashes of the public values, of the lot and of the server's keys as seen here."""
    verify_server_share(context.config_hash, server)
    pair = keys.signing_public, keys.encryption_public
    digest = commit_hash(context, keys.index, pair, keys.commitments)
    body = {
        "hash": digest.hex(),
        "lot": lot_hash(context, keys.index, keys.lot).hex(),
        "server": server_hash(context.config_hash, server).hex(),
    }
    return _message(keys, context, "commit", body)


def make_reveal(keys: MemberKeys, context: Context) -> Message:
    """Return *reveal*, sent once all n commits exist: the values, with a proof of knowledge."""
    pair = keys.signing_public, keys.encryption_public
    statement = public_values(context, keys.index, pair, keys.commitments)
    proof = prove_knowledge("member-possession", keys.coefficients[0], keys.nonce, *statement)
    body = {
        "encryption": keys.encryption_public.hex(),
        "coefficients": [c.hex() for c in keys.commitments],
        "proof": proof.hex(),
    }
    return _message(keys, context, "reveal", body)


def make_shares(keys: MemberKeys, context: Context, reveals: Mapping[int, Message]) -> Message:
    """Return *shares*: one encrypted share for each other member."""
    boxes = {
        str(i): seal_share(keys, context, i, encryption_key(reveals[i])).hex()
        for i in range(1, context.n + 1)
        if i != keys.index
    }
    return _message(keys, context, "shares", {"boxes": boxes})


def open_shares(
    keys: MemberKeys,
    context: Context,
    reveals: Mapping[int, Message],
    shares: Mapping[int, Message],
) -> int:
    """x_j, the member's secret share; raises ``CeremonyError("share_wrong", sender)``."""
    total = evaluate(keys.coefficients, keys.index)
    for sender in range(1, context.n + 1):
        if sender != keys.index:
            shared = mul(keys.encryption_secret, encryption_key(reveals[sender]))
            total += open_box(context, shared, sender, keys.index, reveals, shares)
    return total % L


def open_box(
    context: Context,
    shared: bytes,
    sender: int,
    receiver: int,
    reveals: Mapping[int, Message],
    shares: Mapping[int, Message],
) -> int:
    box = bytes.fromhex(shares[sender]["body"]["boxes"][str(receiver)])
    return checked_share(context, shared, sender, receiver, box, commitments_of(reveals[sender]))


def make_accept(keys: MemberKeys, context: Context, transcript: bytes) -> Message:
    """Return *accept*: all shares agree with their commitments; it opens the lot."""
    return _message(keys, context, "accept", {"lot": keys.lot.hex(), "transcript": transcript.hex()})


def make_confirm(keys: MemberKeys, context: Context, transcript: bytes, election: bytes) -> Message:
    """Return *confirm*: the member saw the same election code as the others."""
    body = {"election": election.hex(), "transcript": transcript.hex()}
    return _message(keys, context, "confirm", body)


def make_complaint(
    keys: MemberKeys, context: Context, reveals: Mapping[int, Message], against: int
) -> Message:
    """Return *complaint*: it reveals one sender's share to all, with proof, and ends the attempt."""
    statement = _complaint_statement(context, keys.index, against, keys.encryption_secret, reveals)
    proof = dleq.prove(statement, keys.encryption_secret)
    body = {"against": against, "shared": statement.image.hex(), "proof": proof.hex()}
    return _message(keys, context, "complaint", body)


def _complaint_statement(
    context: Context, accuser: int, against: int, secret: int, reveals: Mapping[int, Message]
) -> dleq.Equality:
    other = encryption_key(reveals[against])
    fields = (*context.fields, u16(accuser), u16(against))
    own = encryption_key(reveals[accuser])
    return dleq.Equality("complaint", fields, own, other, mul(secret, other))


def encryption_key(reveal: Message) -> bytes:
    return bytes.fromhex(reveal["body"]["encryption"])


def commitments_of(reveal: Message) -> list[bytes]:
    return [bytes.fromhex(c) for c in reveal["body"]["coefficients"]]
