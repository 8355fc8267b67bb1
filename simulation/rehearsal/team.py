"""Devices of the counting team: ceremony, decryption, signature, each from one seed."""

import secrets
import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.urls import reverse

from ballots.protocol import ceremony as steps
from ballots.protocol import statements
from ballots.protocol.decryption import Sums, partial_decrypt
from ballots.protocol.hashing import H
from ballots.protocol.identity import election_id
from officials.models import User
from results.statement import HASH_LABEL, sign
from simulation.rehearsal.client import SiteClient


class MemberDevice:
    """A member's device; all its secrets are derived from `seed` (32 bytes)."""

    def __init__(self, user: User, round_id: uuid.UUID, seed: bytes | None = None) -> None:
        self.browser = SiteClient(user)
        self.round_id = round_id
        self.seed = seed or secrets.token_bytes(32)

    def _path(self, name: str) -> str:
        return reverse(name, args=[self.round_id])

    def read(self) -> "Seen":
        """Return the data of the member's page."""
        return Seen(self.browser.get_json(self._path("ballots:committee_board")))

    def post(self, step: str, attempt: int, payload: dict[str, Any]) -> None:
        """Post one message."""
        message = {"step": step, "attempt": attempt, "payload": payload}
        self.browser.post_json(self._path("ballots:committee_post"), message)

    def keys(self, seen: "Seen") -> steps.MemberKeys:
        """Derive the member's keys for the running attempt."""
        return steps.derive_member_keys(self.seed, seen.context, seen.me)

    def take(self, step: str) -> None:
        """Take one step of the ceremony, given the data of the page."""
        seen = self.read()
        self.post(step, seen.context.attempt, MESSAGES[step](self.keys(seen), seen))

    def take_once(self, step: str) -> None:
        """Take one step of the ceremony unless this member has taken it."""
        seen = self.read()
        if seen.me not in seen.board.get(step, {}):
            self.post(step, seen.context.attempt, MESSAGES[step](self.keys(seen), seen))

    def confirm_empty(self) -> None:
        """State as head that the locked box is empty; nothing opens before."""
        self._state(self.read(), statements.zero())

    def agree(self) -> None:
        """Agree as head to what the secretary asks, if anything is asked."""
        seen = self.read()
        if seen.asked:
            self._state(seen, seen.asked["content"])

    def _state(self, seen: "Seen", content: dict[str, Any]) -> None:
        signature = statements.sign(self.keys(seen).signing_secret, bytes.fromhex(seen.election), content)
        self.post("statement", seen.context.attempt, {"content": content, "signature": signature.hex()})

    def open(self) -> None:
        """Post the member's decryption share, once the ballots are added up."""
        seen = self.read()
        keys = self.keys(seen)
        told = self.browser.get_json(self._path("ballots:committee_sums"))
        share = partial_decrypt(
            election_id=_election(told["manifest"], seen),
            member=seen.me,
            secret=steps.open_shares(keys, seen.context, seen.board["reveal"], seen.board["shares"]),
            signing_secret=keys.signing_secret,
            sums=Sums.from_bytes(bytes.fromhex(told["sums"])),
        )
        self.post("partial", seen.context.attempt, {"share": share.hex()})

    def sign_minutes(self) -> None:
        """Sign the statement of the minutes, hashed on this device."""
        seen = self.read()
        told = self.browser.get_json(self._path("results:statement"))
        digest = H(HASH_LABEL, told["text"].encode())
        signature = sign(self.keys(seen).signing_secret, seen.election, digest)
        content = {"hash": digest.hex(), "signature": signature.hex()}
        self.browser.post_json(self._path("results:sign"), content)


class Seen:
    """The data of the page as arguments for the functions of the ceremony."""

    def __init__(self, told: dict[str, Any]) -> None:
        ceremony = told["ceremony"]
        self.me = int(told["me"]["index"])
        self.election = told["round"]["election"]
        self.config = ceremony["configuration"].encode()
        self.server = ceremony["server"]
        self.asked = told["asked"]
        self.board = {
            step: {int(index): message for index, message in messages.items()}
            for step, messages in ceremony["messages"].items()
        }
        self.context = steps.Context(
            bytes.fromhex(ceremony["config"]),
            ceremony["attempt"],
            len(told["members"]),
            told["threshold"],
        )

    @property
    def transcript(self) -> bytes:
        """Return the hash of all keys and shares."""
        return steps.transcript_hash(self.context, self.server, self.board)

    @property
    def own_election(self) -> bytes:
        """Return the id of the election that this device made itself, whose code the head reads aloud."""
        manifest = steps.build_manifest(
            config=self.config, context=self.context, server=self.server, board=self.board
        )
        return election_id(manifest)


def _accept(keys: steps.MemberKeys, seen: Seen) -> dict[str, Any]:
    steps.open_shares(keys, seen.context, seen.board["reveal"], seen.board["shares"])
    return steps.make_accept(keys, seen.context, seen.transcript)


Make = Callable[[steps.MemberKeys, Seen], dict[str, Any]]
MESSAGES: dict[str, Make] = {
    "commit": lambda keys, seen: steps.make_commit(keys, seen.context, seen.server),
    "reveal": lambda keys, seen: steps.make_reveal(keys, seen.context),
    "shares": lambda keys, seen: steps.make_shares(keys, seen.context, seen.board["reveal"]),
    "accept": _accept,
    "confirm": lambda keys, seen: steps.make_confirm(keys, seen.context, seen.transcript, seen.own_election),
}


def _election(manifest: str, seen: Seen) -> bytes:
    """Return the election id, computed from the bytes of the manifest."""
    found = election_id(manifest.encode())
    if found.hex() != seen.election:
        raise ValueError("the manifest is not the one of this election")
    return found


def lock_the_box(devices: Sequence[MemberDevice]) -> None:
    """Run the key ceremony of a frozen round with all members; then its head finds the box empty."""
    for step in MESSAGES:
        for device in devices:
            device.take(step)
    devices[0].confirm_empty()


def go_on_locking(devices: Sequence[MemberDevice]) -> None:
    """Take the steps of the ceremony that are left; one that was broken off is gone on with."""
    for step in MESSAGES:
        for device in devices:
            device.take_once(step)
