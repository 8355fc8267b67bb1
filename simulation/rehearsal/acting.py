"""What the simulated people of a rehearsal do next, read from its round each time.

Every act can be broken off and repeated: what was done stands in the round, and the keys of the simulated members
follow from the seed of the rehearsal.
"""

import hashlib
import secrets
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from ballots.models import HeadRequest, PartialDecryption
from ballots.protocol.ballot import ElectionKeys, LevelIndex
from ballots.services import closing
from results.models import Document, MinutesSignature
from rounds import steps
from rounds.errors import MoveRefused
from rounds.models import CommitteeMember, Round
from rounds.selectors import members_needed, team
from rounds.services import moves
from secretariat.desk import progress_of
from simulation.models import Rehearsal
from simulation.rehearsal.sealer import Mark, seal_one
from simulation.rehearsal.team import MemberDevice, go_on_locking
from simulation.rehearsal.voters import cast, read_election, take
from simulation.selectors import voters_to_come

# How often each mark is drawn; the remaining marks are blank.
MARKS: tuple[Mark, ...] = (
    *[LevelIndex.HIGH] * 11,
    *[LevelIndex.CONFIDENCE] * 6,
    *[LevelIndex.LOW] * 2,
    None,
)
Tell = Callable[[int], bool]


def act_once(rehearsal: Rehearsal, tell: Tell) -> bool:
    """Do what is due now; return whether anything was done, so that more may be due.

    `tell` is called after each ballot with how many were cast, and answers whether to go on.
    """
    round_ = Round.objects.get(pk=rehearsal.pk)
    return any(act(rehearsal, round_, tell) for act in ACTS)


def is_over(rehearsal: Rehearsal) -> bool:
    """Return whether the documents of the copy are made, or it was cancelled."""
    round_ = Round.objects.get(pk=rehearsal.pk)
    kinds = Document.objects.filter(round=round_).values_list("kind", flat=True)
    return round_.is_void or (round_.has_documents and set(kinds) == set(Document.Kind.values))


def _lock(rehearsal: Rehearsal, round_: Round, _tell: Tell) -> bool:
    if rehearsal.has_real_team or not steps.takes_place("lock_box", round_) or round_.zero_at:
        return False
    with _devices(rehearsal) as devices:
        if not round_.box_key:
            go_on_locking(devices)
        devices[0].confirm_empty()
    return True


def _open(rehearsal: Rehearsal, round_: Round, _tell: Tell) -> bool:
    if rehearsal.is_conducted or not steps.takes_place("open", round_) or not round_.zero_at:
        return False
    actor = rehearsal.asked_by
    moves.record_attendance(round_id=round_.pk, actor=actor, present=rehearsal.voters)
    moves.open_round(round_id=round_.pk, actor=actor)
    return True


def _vote(rehearsal: Rehearsal, round_: Round, tell: Tell) -> bool:
    if not steps.takes_place("take_ballot", round_) or round_.issuing_ended_at:
        return False
    waiting = list(voters_to_come(round_))
    if not waiting:
        return False
    election = read_election(round_.pk)
    for voter in waiting:
        ballot = seal_one(election.keys, _marks(election.keys))
        cast(election, ballot, take(election, voter.user, ballot.credential))
        if not tell(1):
            break
    return True


def _marks(keys: ElectionKeys) -> list[Mark]:
    random = secrets.SystemRandom()
    return [random.choice(MARKS) for _line in range(keys.n_lines)]


def _close(rehearsal: Rehearsal, round_: Round, _tell: Tell) -> bool:
    """End issuing and close, as the secretary does once everybody has voted; the head may have to agree first."""
    if rehearsal.is_conducted or not steps.takes_place("close", round_) or _asked(round_):
        return False
    try:
        if round_.issuing_ended_at is None:
            closing.end_issuing(round_id=round_.pk, actor=rehearsal.asked_by)
        else:
            closing.close_round(round_id=round_.pk, actor=rehearsal.asked_by)
    except MoveRefused:
        return False  # a ballot that was taken before the worker was killed is still out
    return True


def _asked(round_: Round) -> bool:
    return HeadRequest.objects.filter(round=round_).exists()


def _agree(rehearsal: Rehearsal, round_: Round, _tell: Tell) -> bool:
    if rehearsal.has_real_team or not _asked(round_):
        return False
    with _devices(rehearsal) as devices:
        devices[0].agree()
    return True


def _decrypt(rehearsal: Rehearsal, round_: Round, _tell: Tell) -> bool:
    if rehearsal.has_real_team or not steps.takes_place("decrypt_share", round_):
        return False
    given = set(PartialDecryption.objects.filter(round=round_).values_list("member", flat=True))
    needed = members_needed(round_) - len(given)
    if needed <= 0 or not progress_of(round_).counted:
        return False
    with _devices(rehearsal, without=given) as devices:
        for device in devices[:needed]:
            device.open()
    return True


def _sign(rehearsal: Rehearsal, round_: Round, _tell: Tell) -> bool:
    if rehearsal.has_real_team or not steps.takes_place("sign_minutes", round_):
        return False
    signed = set(MinutesSignature.objects.filter(round=round_).values_list("member", flat=True))
    with _devices(rehearsal, without=signed) as devices:
        for device in devices:
            device.sign_minutes()
        return bool(devices)


@contextmanager
def _devices(rehearsal: Rehearsal, without: Collection[int] = ()) -> Iterator[list[MemberDevice]]:
    """Yield the devices of the simulated members, the head first, and end their sessions afterwards."""
    members = [member for member in team(rehearsal.round) if member.pk not in without]
    devices = [MemberDevice(member.user, rehearsal.pk, _seed(rehearsal, member)) for member in members]
    try:
        yield devices
    finally:
        for device in devices:
            device.browser.close()


def _seed(rehearsal: Rehearsal, member: CommitteeMember) -> bytes:
    return hashlib.sha256(bytes(rehearsal.seed) + bytes([member.index])).digest()


Act = Callable[[Rehearsal, Round, Tell], bool]
ACTS: tuple[Act, ...] = (_lock, _open, _vote, _agree, _close, _decrypt, _sign)
