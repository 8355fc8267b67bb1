"""The transcript of the key ceremony: messages checked, complaints judged.

The server and every member run the same checks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ballots.protocol import dleq, signing
from ballots.protocol.group import decode_point
from ballots.protocol.hashing import H, u16
from ballots.protocol.member import (
    LOT_BYTES,
    SHARE_BOX_BYTES,
    CeremonyError,
    Context,
    Server,
    commit_hash,
    knows_secret,
    lot_hash,
    lower_hex,
    public_values,
    server_hash,
)
from ballots.protocol.messages import Message, encryption_key, open_box
from common.canonical import canonical_json

Board = Mapping[str, Mapping[int, Message]]
KINDS = ("commit", "reveal", "shares", "accept", "complaint", "confirm")
FIELDS = {"attempt", "body", "config", "key", "member", "sig", "type"}
BODIES = {
    "commit": {"hash", "lot", "server"},
    "reveal": {"encryption", "coefficients", "proof"},
    "shares": {"boxes"},
    "accept": {"lot", "transcript"},
    "complaint": {"against", "shared", "proof"},
    "confirm": {"election", "transcript"},
}


def judge_complaint(
    message: Message,
    context: Context,
    reveals: Mapping[int, Message],
    shares: Mapping[int, Message],
) -> int:
    """Return the member at fault: the accused if the share is wrong, else the accuser."""
    accuser, body = message["member"], message["body"]
    against, shared = body["against"], bytes.fromhex(body["shared"])
    own, other = encryption_key(reveals[accuser]), encryption_key(reveals[against])
    fields = (*context.fields, u16(accuser), u16(against))
    statement = dleq.Equality("complaint", fields, own, other, shared)
    if not dleq.holds(statement, bytes.fromhex(body["proof"])):
        return int(accuser)
    try:
        open_box(context, shared, against, accuser, reveals, shares)
    except CeremonyError:
        return int(against)
    return int(accuser)


def check_message(
    message: Any, context: Context, *, board: Board, server: Server, election: bytes = b""
) -> Message:
    """Return the message if it fits the transcript {type: {member: message}}; raises ``CeremonyError``.

    Codes: shape, config, attempt, member, key, signature, order, duplicate, and by type
    server_key, commit, encoding, possession, boxes, lot, transcript, election, against. The very
    same message again is returned as it is. ``election`` is the id that *confirm* must name.
    """
    _check_shape(message, context)
    kind, member = message["type"], message["member"]
    _check_signature(message, board)
    known = board.get(kind, {}).get(member)
    if known is not None and known != message:
        raise CeremonyError("duplicate", member)
    _check_order(kind, member, context, board)
    try:
        _CONTENT[kind](_Case(message, context, board, server, election))
    except (TypeError, AttributeError) as error:
        raise CeremonyError("shape", member) from error
    except ValueError as error:
        if isinstance(error, CeremonyError):
            raise
        raise CeremonyError("encoding", member) from error
    return dict(message)


def _check_shape(message: Any, context: Context) -> None:
    if not isinstance(message, dict) or set(message) != FIELDS or message["type"] not in KINDS:
        raise CeremonyError("shape")
    member, body = message["member"], message["body"]
    if type(member) is not int or not 1 <= member <= context.n:
        raise CeremonyError("member")
    if not isinstance(body, dict) or set(body) != BODIES[message["type"]]:
        raise CeremonyError("shape", member)
    if message["config"] != context.config_hash.hex():
        raise CeremonyError("config", member)
    if type(message["attempt"]) is not int or message["attempt"] != context.attempt:
        raise CeremonyError("attempt", member)


def _check_signature(message: Message, board: Board) -> None:
    """Check that the key of *commit* signed the message and that no key serves two members."""
    member = message["member"]
    for other, commit in board.get("commit", {}).items():
        if (commit["key"] == message["key"]) != (other == member):
            raise CeremonyError("key", member)
    unsigned = {name: value for name, value in message.items() if name != "sig"}
    try:
        key, sig = lower_hex(message["key"], 32), lower_hex(message["sig"], 64)
        signed = canonical_json(unsigned)
    except (TypeError, ValueError, RecursionError) as error:
        raise CeremonyError("shape", member) from error
    if not signing.verify(key, sig, "ceremony-message", signed):
        raise CeremonyError("signature", member)


def _check_order(kind: str, member: int, context: Context, board: Board) -> None:
    """Check that all members have finished the step before; a complaint excludes an acceptance."""
    before = {"reveal": "commit", "shares": "reveal", "accept": "shares", "complaint": "shares"}
    needed = "accept" if kind == "confirm" else before.get(kind)
    if needed and len(board.get(needed, {})) < context.n:
        raise CeremonyError("order", member)
    contrary = {"accept": "complaint", "complaint": "accept"}.get(kind)
    if contrary and member in board.get(contrary, {}):
        raise CeremonyError("order", member)


@dataclass(frozen=True, slots=True)
class _Case:
    """A message with the values to check it against."""

    message: Message
    context: Context
    board: Board
    server: Server
    election: bytes

    @property
    def member(self) -> int:
        return int(self.message["member"])

    @property
    def body(self) -> dict[str, Any]:
        return dict(self.message["body"])


def _check_commit(case: _Case) -> None:
    lower_hex(case.body["hash"], 32)
    lower_hex(case.body["lot"], 32)
    if case.body["server"] != server_hash(case.context.config_hash, case.server).hex():
        raise CeremonyError("server_key", case.member)


def _check_reveal(case: _Case) -> None:
    member, body, context = case.member, case.body, case.context
    pair = lower_hex(case.message["key"], 32), lower_hex(body["encryption"], 32)
    # Iterating over a JSON object would see its names only.
    if not isinstance(body["coefficients"], list) or len(body["coefficients"]) != context.t:
        raise CeremonyError("shape", member)
    commitments = [lower_hex(c, 32) for c in body["coefficients"]]
    for point in (pair[1], *commitments):
        decode_point(point, allow_identity=False)
    committed = case.board["commit"][member]["body"]["hash"]
    if commit_hash(context, member, pair, commitments).hex() != committed:
        raise CeremonyError("commit", member)
    statement = public_values(context, member, pair, commitments)
    proof = lower_hex(body["proof"], 64)
    if not knows_secret("member-possession", commitments[0], proof, *statement):
        raise CeremonyError("possession", member)


def _check_shares(case: _Case) -> None:
    member, boxes, n = case.member, case.body["boxes"], case.context.n
    others = {str(i) for i in range(1, n + 1) if i != member}
    if not isinstance(boxes, dict) or set(boxes) != others:
        raise CeremonyError("boxes", member)
    for box in boxes.values():
        lower_hex(box, SHARE_BOX_BYTES)


def _check_transcript(case: _Case) -> None:
    if case.body["transcript"] != transcript_hash(case.context, case.server, case.board).hex():
        raise CeremonyError("transcript", case.member)


def _check_accept(case: _Case) -> None:
    lot = lower_hex(case.body["lot"], LOT_BYTES)
    promised = case.board["commit"][case.member]["body"]["lot"]
    if lot_hash(case.context, case.member, lot).hex() != promised:
        raise CeremonyError("lot", case.member)
    _check_transcript(case)


def _check_confirm(case: _Case) -> None:
    _check_transcript(case)
    if lower_hex(case.body["election"], 32) != case.election:
        raise CeremonyError("election", case.member)


def _check_complaint(case: _Case) -> None:
    member, body, context = case.member, case.body, case.context
    if type(body["against"]) is not int or not 1 <= body["against"] <= context.n:
        raise CeremonyError("against", member)
    if body["against"] == member:
        raise CeremonyError("against", member)
    decode_point(lower_hex(body["shared"], 32))
    lower_hex(body["proof"], dleq.PROOF_BYTES)


_CONTENT = {
    "commit": _check_commit,
    "reveal": _check_reveal,
    "shares": _check_shares,
    "accept": _check_accept,
    "complaint": _check_complaint,
    "confirm": _check_confirm,
}


def reveals_hash(context: Context, reveals: Mapping[int, Message]) -> bytes:
    """The hash that a device pins before it sends its shares; it never sends them for another."""
    ordered = (canonical_json(reveals[i]) for i in range(1, context.n + 1))
    return H("ceremony-reveals", *context.fields, *ordered)


def transcript_hash(context: Context, server: Server, board: Board) -> bytes:
    """32 bytes over the server's keys and all commits, reveals and shares, in member order."""
    members = range(1, context.n + 1)
    messages = [board[kind][i] for kind in ("commit", "reveal", "shares") for i in members]
    return H(
        "ceremony-transcript",
        *context.fields,
        canonical_json(server),
        *(canonical_json(message) for message in messages),
    )


def lots_hash(context: Context, board: Board) -> bytes:
    """32 bytes over the lots that all members have opened in *accept*."""
    lots = (bytes.fromhex(board["accept"][i]["body"]["lot"]) for i in range(1, context.n + 1))
    return H("ceremony-lots", *context.fields, *lots)
