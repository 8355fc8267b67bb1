"""Dishonest voters: valid signatures over arbitrary bodies (docs/protocol.md §13).

`evil_ballots` lists every known attack. All programs that check ballots are tested with it: the server,
the members' browsers, the verifier, and the cast address with its workers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ballots.protocol import group, sealing, signing, vectors
from ballots.protocol.ballot import (
    HEADER_BYTES,
    LINE_BYTES,
    ElectionKeys,
    InvalidBallot,
    LevelIndex,
    rebuild_body,
    verify_ballot,
)
from ballots.protocol.group import G, L, add, base_mul, mul, sub
from ballots.protocol.hashing import hkdf_scalars
from ballots.protocol.wire import ballot_context, make_header
from tests.ballots.protocol.box import fixed

Refusal = tuple[str, int | None, int | None]
Place = tuple[int, int, int]  # line, part, and which of the four commitments: a0, b0, a1, b1

SECRET = fixed("evil credential")
CREDENTIAL = signing.public_key(SECRET)
CHOICES = [LevelIndex.HIGH, LevelIndex.LOW]
POINTS = [*range(72, 264, 32), *(264 + 224 * part + at for part in range(4) for at in (0, 32, 64, 96))]
MOVE = base_mul(4711)
CANCELLING: list[tuple[Place, Place]] = [
    *(((0, part, a), (0, part, b)) for part in range(4) for a, b in ((0, 2), (1, 3), (0, 1))),
    *(((0, part, place), (0, part + 1, place)) for part, place in ((0, 0), (1, 3), (2, 2))),
    *(((0, part, part), (1, part, part)) for part in range(4)),
]
SCALARS = [264 + 224 * part + at for part in range(4) for at in (128, 160, 192)]


@dataclass(frozen=True)
class Evil:
    """A correctly signed body of two lines, and the expected refusal."""

    name: str
    body: bytes
    reason: str
    line: int | None = None
    level: int | None = None

    @property
    def is_refused_at_cast(self) -> bool:
        return self.reason not in ("proof", "sum_proof")


def level_of(at: int) -> int:
    return (at - 72) // 64 if at < 264 else (at - 264) // 224


def put(body: bytes, at: int, data: bytes) -> bytes:
    return body[:at] + data + body[at + len(data) :]


def swapped(body: bytes, a: int, b: int, size: int) -> bytes:
    return put(put(body, a, body[b : b + size]), b, body[a : a + size])


def lines_of(body: bytes) -> list[bytes]:
    return [body[i : i + LINE_BYTES] for i in range(HEADER_BYTES, len(body), LINE_BYTES)]


class Forger:
    """Makes evil ballots of two lines for one election under one credential."""

    def __init__(self, election: ElectionKeys, credential: bytes = CREDENTIAL) -> None:
        self.election, self.credential = election, credential
        self.header = make_header(election, credential)
        self.honest = self.ballot("s")

    def ballot(self, seed: str, **other: object) -> bytes:
        """An honest body; `other` names another election or credential."""
        given = {"election": self.election, "credential": self.credential, "choices": CHOICES, **other}
        return rebuild_body(seed=fixed(seed), **given)  # type: ignore[arg-type]

    def forged_line(
        self, marks: Sequence[int], line: int = 0, moved: Mapping[Place, bytes] | None = None
    ) -> bytes:
        """Encrypt any three numbers and claim that each, and their sum, is 0 or 1.

        `moved` says what is added to which commitment before its challenge is drawn.
        """
        election = self.election
        stream = hkdf_scalars(fixed("evil"), bytes([line]) + self.credential, 15)
        nonces = stream[:3]
        pairs = b"".join(
            base_mul(r) + add(mul(r, election.Y), mul(m, G)) for r, m in zip(nonces, marks, strict=True)
        )
        claims = [*zip(nonces, marks, strict=True), (sum(nonces) % L, sum(marks))]
        proofs = (
            self._proof((line, part), pairs, claim, stream[3 + 3 * part : 6 + 3 * part], moved or {})
            for part, claim in enumerate(claims)
        )
        return b"".join((pairs, *proofs))

    def _proof(
        self,
        at: tuple[int, int],
        pairs: bytes,
        claim: tuple[int, int],
        random: list[int],
        moved: Mapping[Place, bytes],
    ) -> bytes:
        prefix = (ballot_context(self.election, self.credential), self.header, self.election.Y)
        (r, m), (w, c_other, z_other) = claim, random
        honest = sealing._prove(prefix, *at, pairs, r, int(m > 0), random)
        points = [
            add(honest[32 * place : 32 * place + 32], moved.get((*at, place), group.IDENTITY))
            for place in range(4)
        ]
        c = sealing.challenge(prefix, *at, pairs, b"".join(points)) - c_other
        scalars = (c_other, z_other, w + c * r) if m > 0 else (c, w + c * r, z_other)
        return b"".join((*points, *map(group.encode_scalar, scalars)))

    def with_marks(self, marks: Sequence[int]) -> bytes:
        return self.header + self.forged_line(marks) + lines_of(self.honest)[1]

    def evil(self) -> Iterator[Evil]:
        yield from self.wrong_marks()
        yield from self.moved_parts()
        yield from self.foreign_parts()
        yield from self.wrong_form()
        yield from self.wrong_encodings()

    def wrong_marks(self) -> Iterator[Evil]:
        yield Evil("Enc(2)", self.with_marks((2, 0, 0)), "proof", 0, 0)
        yield Evil("Enc(2), another level", self.with_marks((0, 2, 0)), "proof", 0, 1)
        yield Evil("Enc(-1)", self.with_marks((0, 0, -1)), "proof", 0, 2)
        yield Evil("2 and -1, one mark in all", self.with_marks((2, -1, 0)), "proof", 0, 0)
        yield Evil("1, 1 and -1, one mark in all", self.with_marks((1, 1, -1)), "proof", 0, 2)
        yield Evil("two levels marked", self.with_marks((1, 1, 0)), "sum_proof", 0)
        yield Evil("first and last marked", self.with_marks((1, 0, 1)), "sum_proof", 0)
        yield Evil("all levels marked", self.with_marks((1, 1, 1)), "sum_proof", 0)

    def made_up_commitments(self) -> Iterator[Evil]:
        """One of the sixteen equations of a line fails; a verifier that omits it accepts the ballot."""
        for part in range(4):
            for place in range(4):
                yield self._moved(f"made-up commitment {place} of part {part}", {(0, part, place): MOVE})

    def cancelling_commitments(self) -> Iterator[Evil]:
        """Two equations fail, by D and by −D; a verifier without random weights accepts the ballot."""
        for first, second in CANCELLING:
            name = f"commitment {first} up, {second} down"
            yield self._moved(name, {first: MOVE, second: sub(group.IDENTITY, MOVE)})

    def _moved(self, name: str, moved: Mapping[Place, bytes]) -> Evil:
        line, part, _place = min(moved)
        reason, level = ("proof", part) if part < 3 else ("sum_proof", None)
        lines = (self.forged_line((1, 0, 0), number, moved) for number in range(2))
        return Evil(name, self.header + b"".join(lines), reason, line, level)

    def moved_parts(self) -> Iterator[Evil]:
        first, second = lines_of(self.honest)
        yield Evil("swapped lines", self.header + second + first, "proof", 0, 0)
        yield Evil("swapped halves", swapped(self.honest, 72, 104, 32), "proof", 0, 0)
        levels = swapped(swapped(self.honest, 72, 136, 64), 264, 488, 224)
        yield Evil("swapped levels with their proofs", levels, "proof", 0, 0)

    def foreign_parts(self) -> Iterator[Evil]:
        honest, other = self.honest, self.ballot("t")
        election = self.election
        victim = self.ballot("s", credential=signing.public_key(fixed("victim")))
        elsewhere = self.ballot("s", election=ElectionKeys(fixed("other"), election.Y, 2))
        locked_by_others = self.ballot("s", election=ElectionKeys(election.election_id, G, 2))
        another = put(honest, 264, other[264:488])
        yield Evil("proof from another ballot", another, "proof", 0, 0)
        yield Evil("sum proof from another ballot", put(honest, 936, other[936:1160]), "sum_proof", 0)
        yield Evil("copied ballot", self.header + victim[72:], "proof", 0, 0)
        yield Evil("copied line", honest[:1160] + victim[1160:], "proof", 1, 0)
        yield Evil("copied ciphertexts", put(honest, 72, victim[72:264]), "proof", 0, 0)
        yield Evil("proofs from another election", self.header + elsewhere[72:], "proof", 0, 0)
        yield Evil("proofs for another box key", self.header + locked_by_others[72:], "proof", 0, 0)
        yield Evil("ballot of another election", elsewhere, "election")

    def wrong_form(self) -> Iterator[Evil]:
        honest = self.honest
        yield Evil("trailing byte", honest + b"\0", "length")
        yield Evil("byte missing", honest[:-1], "length")
        for n_lines in (1, 3):
            keys = ElectionKeys(self.election.election_id, self.election.Y, n_lines)
            body = self.ballot("s", election=keys, choices=[None] * n_lines)
            yield Evil(f"{n_lines} lines", body, "lines")
        yield Evil("line too many under the old header", honest + lines_of(honest)[0], "length")
        for at, data, reason in (
            (0, b"tn1b", "header"),
            (70, b"\x04", "header"),
            (71, b"\x01", "header"),
            (4, bytes(32), "election"),
            (36, bytes(32), "signature"),
            (68, b"\0\0", "lines"),
            (68, b"\xff\xff", "lines"),
        ):
            yield Evil(f"header, byte {at}: {data.hex()[:4]}", put(honest, at, data), reason)

    def wrong_encodings(self) -> Iterator[Evil]:
        for level in LevelIndex:
            body = put(self.honest, 72 + 64 * level, group.IDENTITY)
            yield Evil(f"identity, level {level}", body, "identity", 0, level)
        for number, at in enumerate(POINTS):
            twin = self.honest[at : at + 31] + bytes([self.honest[at + 31] | 0x80])
            bad = bytes.fromhex(vectors.BAD_ENCODINGS[number % 29])
            for what, data in (("second name", twin), ("bad encoding", bad)):
                yield Evil(f"{what}, byte {at}", put(self.honest, at, data), "point", 0, level_of(at))
        for at in SCALARS:
            scalar = int.from_bytes(self.honest[at : at + 32], "little")
            data = (scalar + L).to_bytes(32, "little")
            yield Evil(f"scalar + L, byte {at}", put(self.honest, at, data), "scalar", 0, level_of(at))


def refusal(body: bytes, election: ElectionKeys, secret: bytes = SECRET) -> Refusal:
    """(reason, line, level) with which a signed body is refused; ("", …) when it is taken."""
    signature = signing.sign(secret, "ballot-signature", body)
    try:
        verify_ballot(body=body, signature=signature, election=election)
    except InvalidBallot as invalid:
        return str(invalid.reason), invalid.line, invalid.level
    return "", None, None
