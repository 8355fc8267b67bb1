"""A small election for the tests: keys of everybody, ballots, the whole count."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ballots.protocol import ceremony, decryption, group, receipt
from ballots.protocol.ballot import ElectionKeys, LevelIndex, SealedBallot, seal_ballot, verify_ballot
from ballots.protocol.identity import config_hash, election_id
from ballots.protocol.member import MemberKeys
from common.canonical import canonical_json

Choices = Sequence[LevelIndex | None]
KINDS = ("commit", "reveal", "shares", "accept", "complaint", "confirm")


def fixed(name: str) -> bytes:
    """32 bytes that are the same in every run."""
    return hashlib.sha256(name.encode()).digest()


@dataclass
class Team:
    """A counting team in the middle of its ceremony."""

    context: ceremony.Context
    server: ceremony.ServerShare
    keys: dict[int, MemberKeys]
    board: dict[str, dict[int, ceremony.Message]]
    config: bytes

    def post(self, message: ceremony.Message) -> None:
        public = self.server.to_json()
        is_confirm = isinstance(message, dict) and message.get("type") == "confirm"
        election = self.election if is_confirm and len(self.board["accept"]) == self.context.n else b""
        checked = ceremony.check_message(
            message, self.context, board=self.board, server=public, election=election
        )
        self.board[checked["type"]][checked["member"]] = checked

    def until(self, kind: str) -> "Team":
        """Every message before those of ``kind``."""
        for step in KINDS[: KINDS.index(kind)]:
            for key in self.keys.values() if step != "complaint" else ():
                self.post(self.make(step, key))
        return self

    def make(self, kind: str, key: MemberKeys) -> ceremony.Message:
        if kind == "commit":
            return ceremony.make_commit(key, self.context, self.server.to_json())
        if kind == "reveal":
            return ceremony.make_reveal(key, self.context)
        if kind == "shares":
            return ceremony.make_shares(key, self.context, self.board["reveal"])
        if kind == "accept":
            return ceremony.make_accept(key, self.context, self.transcript)
        return ceremony.make_confirm(key, self.context, self.transcript, self.election)

    def complete(self) -> "Team":
        """Every message, and with it a locked box."""
        self.until("confirm")
        for key in self.keys.values():
            self.post(self.make("confirm", key))
        return self

    @property
    def manifest(self) -> bytes:
        server = self.server.to_json()
        return ceremony.build_manifest(
            config=self.config, context=self.context, server=server, board=self.board
        )

    @property
    def election(self) -> bytes:
        return election_id(self.manifest)

    def answer(self, **changed: Any) -> bytes:
        """What the server tells about the locked box, with some parts ``changed``."""
        told = {"attempt": self.context.attempt, "messages": self.messages(), "server": self.server.to_json()}
        whole = {"ceremony": told, "manifest": self.manifest.decode(), **changed}
        return canonical_json(whole)

    def messages(self) -> dict[str, dict[str, ceremony.Message]]:
        kinds = ("commit", "reveal", "shares", "accept", "confirm")
        return {kind: {str(i): m for i, m in self.board[kind].items()} for kind in kinds}

    @property
    def transcript(self) -> bytes:
        return ceremony.transcript_hash(self.context, self.server.to_json(), self.board)

    @property
    def secrets(self) -> dict[int, int]:
        reveals, shares = self.board["reveal"], self.board["shares"]
        return {i: ceremony.open_shares(k, self.context, reveals, shares) for i, k in self.keys.items()}

    @property
    def public(self) -> ceremony.ElectionKeySet:
        return ceremony.combine_keys(self.context, self.server.to_json(), self.board)


def make_team(n: int = 3, t: int = 2) -> Team:
    committee = [{"index": i, "name": f"Member {i}", "role": "member"} for i in range(1, n + 1)]
    return team_for(canonical_json({"version": "tn2", "committee": committee, "threshold": t}))


def team_for(config: bytes, seed: bytes = b"") -> Team:
    """A team with the keys of nobody, for a frozen configuration."""
    frozen = json.loads(config)
    n = len(frozen["committee"])
    context = ceremony.Context(config_hash(config), 1, n, frozen["threshold"])
    seeds = {i: fixed(f"{seed.hex()}member {i}") for i in range(1, n + 1)}
    keys = {i: ceremony.derive_member_keys(seeds[i], context, i) for i in seeds}
    return Team(context, make_server(context.config_hash), keys, {kind: {} for kind in KINDS}, config)


def make_server(config_hash: bytes) -> ceremony.ServerShare:
    """A server's keys; all but the share are the same in every run."""
    token_key = group.base_mul(int.from_bytes(fixed("token"), "little"))
    return ceremony.make_server_share(
        config_hash, receipt_key=receipt.public_key(fixed("receipt")), token_key=token_key
    )


class SealedBox:
    """An election with its team, ready to take and count ballots."""

    def __init__(self, n_lines: int, n: int = 3, t: int = 2):
        self.team = make_team(n, t).until("accept")
        self.public, self.secrets = self.team.public, self.team.secrets
        self.election = ElectionKeys(fixed("election"), self.public.Y, n_lines)
        self.receipt_key = fixed("receipt")
        self.ballots: list[SealedBallot] = []

    def cast(self, choices: Choices) -> SealedBallot:
        name = str(len(self.ballots))
        secret = fixed("credential" + name)
        ballot = seal_ballot(
            seed=fixed("seed" + name), choices=choices, election=self.election, credential_secret=secret
        )
        self.ballots.append(ballot)
        return ballot

    def sums(self) -> decryption.Sums:
        pairs = [(b.body, b.signature) for b in self.ballots]
        parsed = [verify_ballot(body=b, signature=s, election=self.election) for b, s in pairs]
        return decryption.sum_ballots(parsed, self.election.n_lines)

    def share(self, member: int, sums: decryption.Sums) -> bytes:
        server = member == decryption.SERVER
        return decryption.partial_decrypt(
            election_id=self.election.election_id,
            member=member,
            secret=self.team.server.secret if server else self.secrets[member],
            signing_secret=self.receipt_key if server else self.team.keys[member].signing_secret,
            sums=sums,
        )

    def share_keys(self, member: int) -> dict[str, bytes]:
        if member == decryption.SERVER:
            signing = receipt.public_key(self.receipt_key)
            return {"share_key": self.public.server_key, "signing_key": signing}
        signing = self.public.signing_keys[member]
        return {"share_key": self.public.share_keys[member], "signing_key": signing}

    def checked(self, member: int, data: bytes, sums: decryption.Sums) -> tuple[bytes, ...]:
        keys, election_id = self.share_keys(member), self.election.election_id
        return decryption.verify_partial(
            data,
            election_id=election_id,
            member=member,
            share_key=keys["share_key"],
            signing_key=keys["signing_key"],
            sums=sums,
        )

    def open(self, members: Sequence[int], sums: decryption.Sums) -> list[tuple[int, int, int]]:
        points = {m: self.checked(m, self.share(m, sums), sums) for m in (decryption.SERVER, *members)}
        server = points.pop(decryption.SERVER)
        threshold = self.team.context.t
        return decryption.combine(partials=points, server=server, sums=sums, threshold=threshold)
