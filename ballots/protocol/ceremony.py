"""Public names of the key ceremony."""

from ballots.protocol.election import ElectionKeySet, build_manifest, check_election, combine_keys
from ballots.protocol.member import (
    CeremonyError,
    Context,
    MemberKeys,
    Server,
    ServerShare,
    derive_member_keys,
    make_server_share,
    share_key,
    verify_server_share,
)
from ballots.protocol.messages import (
    Message,
    make_accept,
    make_commit,
    make_complaint,
    make_confirm,
    make_reveal,
    make_shares,
    open_shares,
)
from ballots.protocol.transcript import (
    Board,
    check_message,
    judge_complaint,
    reveals_hash,
    transcript_hash,
)

__all__ = [
    "Board",
    "CeremonyError",
    "Context",
    "ElectionKeySet",
    "MemberKeys",
    "Message",
    "Server",
    "ServerShare",
    "build_manifest",
    "check_election",
    "check_message",
    "combine_keys",
    "derive_member_keys",
    "judge_complaint",
    "make_accept",
    "make_commit",
    "make_complaint",
    "make_confirm",
    "make_reveal",
    "make_server_share",
    "make_shares",
    "open_shares",
    "reveals_hash",
    "share_key",
    "transcript_hash",
    "verify_server_share",
]
