"""The key ceremony: messages are authentic and give the keys of the manifest (docs/protocol.md §7)."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from verifier.election import Election
from verifier.encoding import canonical, code_of, read_json, require, require_keys, u16, unhex
from verifier.forms import STEPS, TN1
from verifier.group import require_point
from verifier.suite import Suite

Message: TypeAlias = dict[str, Any]
BOX_BYTES = 48


@dataclass(frozen=True, slots=True)
class Transcript:
    """The messages by step and member, and the server's part."""

    server: dict[str, Any]
    messages: dict[str, dict[int, Message]]

    def coefficients(self, member: int) -> list[bytes]:
        """C_j0 … of a member."""
        return [unhex(point, 32) for point in self.messages["reveal"][member]["body"]["coefficients"]]


def read_transcript(data: bytes, election: Election) -> Transcript:
    """Return the messages; raises unless every member has exactly one of each step."""
    content = read_json(data)
    require_keys(content, "attempt", "messages", "server")
    require(content["attempt"] == election.attempt, "the transcript is of another attempt")
    require_keys(content["server"], *election.form.server)
    require_keys(content["messages"], *STEPS)
    names = [str(member) for member in range(1, election.members + 1)]
    for step in STEPS:
        require_keys(content["messages"][step], *names)
    found = {step: {int(i): message for i, message in content["messages"][step].items()} for step in STEPS}
    return Transcript(content["server"], found)


def check_server(suite: Suite, election: Election, transcript: Transcript) -> None:
    """The server knows the secret of its part, and all its keys are the manifest's."""
    key = require_point(suite.group, unhex(transcript.server["key"], 32), "the server's key")
    require(key == election.server, "the server's key is not the manifest's")
    proof = unhex(transcript.server["proof"], 64)
    holds = suite.knows_secret("server-possession", key, proof, election.config_hash)
    require(holds, "the server does not prove that it knows its secret")
    if election.form is not TN1:
        others = {"receipt": election.receipt_key.hex(), "tokens": [election.token_key.hex()]}
        for name, expected in others.items():
            require(transcript.server[name] == expected, f"“{name}” of the server is not the manifest's")


def _server_hash(suite: Suite, election: Election) -> str:
    """What every member commits to: all keys of the server; in tn1 its part of the key alone."""
    if election.form is TN1:
        return election.server.hex()
    keys = (election.server, election.receipt_key, election.token_key)
    return suite.hash_of("server-keys", election.config_hash, *keys).hex()


def check_messages(suite: Suite, election: Election, transcript: Transcript) -> str:
    """Every message is of this attempt and signed with its member's key."""
    require(len(set(election.signing_keys.values())) == election.members, "two members have one signing key")
    for step in STEPS:
        for member, message in transcript.messages[step].items():
            _check_message(suite, election, step, member, message)
    return f"{election.members} × {len(STEPS)}"


def _check_message(suite: Suite, election: Election, step: str, member: int, message: Message) -> None:
    where = f"{step} of member {member}"
    require_keys(message, "attempt", "body", "config", "key", "member", "sig", "type")
    require_keys(message["body"], *election.form.bodies[step])
    says = (message["type"], message["member"], message["attempt"], message["config"])
    expected = (step, member, election.attempt, election.config_hash.hex())
    require(says == expected, f"{where} belongs elsewhere")
    key = unhex(message["key"], 32)
    require(key == election.signing_keys[member], f"{where} is not under the manifest's key")
    signed = canonical({name: value for name, value in message.items() if name != "sig"})
    signature = unhex(message["sig"], 64)
    require(suite.is_signed(key, signature, "ceremony-message", signed), f"{where}: signature")


def check_promises(suite: Suite, election: Election, transcript: Transcript) -> None:
    """The revealed values match the commitments, and each member knows its secret."""
    seen = _server_hash(suite, election)
    for member in range(1, election.members + 1):
        commit = transcript.messages["commit"][member]["body"]
        reveal = transcript.messages["reveal"][member]["body"]
        require(commit["server"] == seen, f"member {member} saw other keys of the server")
        encryption, points = unhex(reveal["encryption"], 32), transcript.coefficients(member)
        require(len(points) == election.threshold, f"member {member}: not one coefficient for each of t")
        for point in (encryption, *points):
            require_point(suite.group, point, f"a key of member {member}")
        shown = (*election.bound, u16(member), election.signing_keys[member], encryption, *points)
        promised = suite.hash_of("ceremony-commit", *shown).hex()
        require(promised == commit["hash"], f"member {member}: not as promised")
        proof = unhex(reveal["proof"], 64)
        holds = suite.knows_secret("member-possession", points[0], proof, *shown)
        require(holds, f"member {member} does not prove that it knows its secret")


def check_boxes(election: Election, transcript: Transcript) -> None:
    """Every member sent a share to every other. Only the receivers can decrypt them; they accepted."""
    for member in range(1, election.members + 1):
        boxes = transcript.messages["shares"][member]["body"]["boxes"]
        require_keys(boxes, *(str(i) for i in range(1, election.members + 1) if i != member))
        for box in boxes.values():
            unhex(box, BOX_BYTES)


def check_lots(suite: Suite, election: Election, transcript: Transcript) -> None:
    """The lots opened at the end are those committed to at the start, and give the manifest's hash."""
    lots = []
    for member, message in transcript.messages["accept"].items():
        lots.append(unhex(message["body"]["lot"], 32))
        promised = suite.hash_of("ceremony-lot", *election.bound, u16(member), lots[-1]).hex()
        commit = transcript.messages["commit"][member]["body"]
        require(promised == commit["lot"], f"member {member}: not the lot promised")
    lots_hash = suite.hash_of("ceremony-lots", *election.bound, *lots)
    require(lots_hash == election.lots, "the lots are not those of the manifest")


def check_acceptance(suite: Suite, election: Election, transcript: Transcript) -> str:
    """All accepted and confirmed this very transcript and election; return the code read aloud."""
    members = range(1, election.members + 1)
    sent = [transcript.messages[step][i] for step in ("commit", "reveal", "shares") for i in members]
    digest = suite.hash_of(
        "ceremony-transcript", *election.bound, canonical(transcript.server), *(canonical(m) for m in sent)
    )
    require(digest == election.transcript, "the messages do not give the manifest's transcript")
    for step in ("accept", "confirm"):
        for member, message in transcript.messages[step].items():
            said = message["body"]["transcript"]
            require(said == digest.hex(), f"member {member}: {step} of another transcript")
    if election.form is TN1:
        return code_of(suite.hash_of("ceremony-code", digest), 16)
    for member, message in transcript.messages["confirm"].items():
        said = message["body"]["election"]
        require(said == election.id.hex(), f"member {member} confirmed another election")
    return election.code


def check_keys(suite: Suite, election: Election, transcript: Transcript) -> None:
    """The revealed values give the box key and the members' share keys of the manifest."""
    points = {member: transcript.coefficients(member) for member in range(1, election.members + 1)}
    box = suite.group.combine([(1, election.server), *((1, of_member[0]) for of_member in points.values())])
    require_point(suite.group, box, "the box key")
    require(box == election.box, "the box key is not the sum of the parts")
    for i, key in election.share_keys.items():
        terms = [(i**k, point) for of_member in points.values() for k, point in enumerate(of_member)]
        require(suite.group.combine(terms) == key, f"the share key of member {i} is another")
