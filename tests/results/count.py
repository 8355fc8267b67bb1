"""A round up to a state of the count, through the services: voters, counting team, worker's steps."""

from collections.abc import Callable, Sequence
from typing import Any

from ballots.protocol import signing, statements
from ballots.protocol.ballot import LevelIndex
from ballots.services import asking, closing, counting
from common.canonical import canonical_json
from results.models import MinutesSignature
from results.services import minutes, opening, rendering
from results.statement import MISSING_LABEL, sign, statement_of
from rounds.models import Round
from rounds.services import moves
from tests.ballots import hall, team
from tests.remembered import remembered
from tests.roles import make_user

HIGH, CONFIDENCE, LOW, BLANK = LevelIndex.HIGH, LevelIndex.CONFIDENCE, LevelIndex.LOW, None
Wait = Callable[[Callable[[], object]], object]
Marks = Sequence[LevelIndex | None]
# Six ballots on two lines: (3, 2, 1) with nothing blank, and (2, 2, 1) with one blank.
SIX: list[Marks] = [
    *([HIGH, HIGH], [HIGH, CONFIDENCE], [HIGH, LOW]),
    *([CONFIDENCE, HIGH], [CONFIDENCE, BLANK], [LOW, CONFIDENCE]),
]


@remembered
def added(ballots: Sequence[Marks] = SIX, *, present: int | None = None, **options: Any) -> Round:
    """Return a closed round whose ballots, one per voter, are added up; everybody is present unless given."""
    options = {"lines": len(ballots[0]), "voters": len(ballots), "members": 3, **options}
    round_ = hall.open_round(**options)
    cast(round_, ballots)
    if present is not None:
        moves.record_attendance(round_id=round_.pk, actor=None, present=present)
    return add_up(round_)


def add_up(round_: Round) -> Round:
    """Close a round and add its ballots up."""
    if closing.before_closing(round_):
        closing.end_issuing(round_id=round_.pk, actor=None)
    closing.close_round(round_id=round_.pk, actor=None)
    assert counting.count(round_id=round_.pk)
    return Round.objects.get(pk=round_.pk)


def cast(round_: Round, ballots: Sequence[Marks] = SIX) -> None:
    """Let the first voters of the roll cast these ballots, one after the other."""
    for user, marks in zip(hall.voters(round_), ballots, strict=False):
        hall.VoterDevice(round_, user).take().cast(marks)


def correct_present(round_: Round, before: int, after: int) -> None:
    """Correct the number of people present of a closed round; the head agrees."""
    reason = "Đếm lại"
    asking.ask_to_correct(round_id=round_.pk, actor=make_user(), present=after, reason=reason)
    device(round_, 1).state(statements.present(before, after, reason))


def give_shares(round_: Round, members: Sequence[int] = (1, 2)) -> None:
    """Post the decryption shares of these members, by index."""
    for device in hall.devices_of_team(round_):
        if device.index in members:
            assert device.open().good


@remembered
def counted(ballots: Sequence[Marks] = SIX, **options: Any) -> Round:
    """Return a round whose box is opened."""
    round_ = added(ballots, **options)
    give_shares(round_)
    opening.open_box(round_id=round_.pk)
    return Round.objects.get(pk=round_.pk)


def device(round_: Round, index: int) -> team.TeamDevice:
    """Return the device of one member."""
    return next(found for found in hall.devices_of_team(round_) if found.index == index)


def signature(round_: Round, index: int) -> tuple[str, str]:
    """Return (statement hash, signature), hex, as the member's device makes them."""
    found = device(round_, index)
    digest = statement_of(round_).hash
    secret = found.keys(found.ceremony()).signing_secret
    return digest.hex(), sign(secret, round_.election_id or "", digest).hex()


def signed_by(round_: Round, *members: int) -> list[MinutesSignature]:
    """Let these members sign the minutes."""
    rows = []
    for index in members:
        digest, made = signature(round_, index)
        user = device(round_, index).user
        rows.append(
            minutes.sign_minutes(user=user, round_id=round_.pk, statement_hash=digest, signature=made)
        )
    return rows


def sign_all(round_: Round) -> None:
    """Let every member sign the minutes, which certifies the round."""
    signed_by(round_, *round_.committee.order_by("index").values_list("index", flat=True))


def close_minutes(round_: Round, reasons: dict[str, str]) -> None:
    """Let the head close the minutes with these reasons, by index, for missing members."""
    head = device(round_, 1)
    secret, digest = head.keys(head.ceremony()).signing_secret, statement_of(round_).hash
    fields = bytes.fromhex(round_.election_id or ""), digest, canonical_json(reasons)
    signature = signing.sign(secret, MISSING_LABEL, *fields).hex()
    minutes.close_minutes(
        user=head.user,
        round_id=round_.pk,
        statement_hash=digest.hex(),
        reasons=reasons,
        signature=signature,
    )


@remembered
def certified(**options: Any) -> Round:
    """Return a certified round with its documents."""
    round_ = counted(**options)
    sign_all(round_)
    rendering.render_documents(round_id=round_.pk)
    return Round.objects.get(pk=round_.pk)


def certify(round_: Round) -> Round:
    """Let the voters of an open round vote, and take it to its certification."""
    cast(round_)
    give_shares(add_up(round_))
    opening.open_box(round_id=round_.pk)
    sign_all(Round.objects.get(pk=round_.pk))
    return Round.objects.get(pk=round_.pk)
