"""Reads about the box. Those that take a user hold the permission; the others give numbers only."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from ballots.models import CastBallot, EncryptedTally, IssuedBallot, PartialDecryption, ProofCheck, SumBatch
from ballots.protocol import merkle
from ballots.services import counting, tidying
from officials.models import DossierDocument, User
from rounds import selectors
from rounds.models import Attendance, Elector, Line, Round, RoundEvent

State = Round.State


@dataclass(frozen=True, slots=True)
class Turnout:
    """What may be known while the vote is on."""

    summoned: int
    issued: int
    returned: int


@dataclass(frozen=True, slots=True)
class BoxNumbers:
    """The numbers of the minutes; `invalid` maps the protocol's reason to a number of ballots."""

    summoned: int
    present: int
    issued: int
    returned: int
    valid: int
    unverified: int
    invalid: dict[str, int]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the count of a closed box has come; `batches` counts partial sums."""

    returned: int
    verified: int
    batches: int
    batches_done: int
    is_rewritten: bool
    is_swept: bool
    is_ready: bool


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Whether a ballot hash is in the box; with the path to the fingerprint after closing."""

    in_box: bool
    fingerprint: str
    inclusion: merkle.Inclusion | None


def turnout(round_id: UUID) -> Turnout:
    """Return counts of people and ballots; never anything about marks."""
    return Turnout(
        summoned=Elector.objects.filter(round_id=round_id).count(),
        issued=IssuedBallot.objects.filter(round_id=round_id).count(),
        returned=CastBallot.objects.filter(round_id=round_id).count(),
    )


def box_numbers(round_id: UUID) -> BoxNumbers:
    """Return the numbers of a round for the minutes; `present` is 0 while not recorded."""
    came = turnout(round_id)
    attendance = Attendance.objects.filter(round_id=round_id).first()
    checks = ProofCheck.objects.filter(ballot__round_id=round_id)
    # Cleared ordering and a join by hash: nothing here depends on the order of casting.
    found = dict(checks.order_by().values_list("reason").annotate(number=Count("pk")))
    valid = found.pop("", 0)
    return BoxNumbers(
        summoned=came.summoned,
        present=attendance.present if attendance else 0,
        issued=came.issued,
        returned=came.returned,
        valid=valid,
        unverified=came.returned - valid - sum(found.values()),
        invalid=dict(sorted(found.items())),
    )


def counting_progress(round_id: UUID) -> Progress:
    """Return how far verifying, adding and tidying have come."""
    numbers = box_numbers(round_id)
    noted = set(Round.objects.filter(pk=round_id).values_list("events__event", flat=True))
    return Progress(
        returned=numbers.returned,
        verified=numbers.returned - numbers.unverified,
        batches=-(-numbers.valid // counting.SUM_BATCH),
        batches_done=SumBatch.objects.filter(round_id=round_id).count(),
        is_rewritten=tidying.REWRITTEN in noted,
        is_swept=tidying.SWEPT in noted,
        is_ready=EncryptedTally.objects.filter(round_id=round_id).exists(),
    )


def whereabouts(round_id: UUID, ballot_hash: str) -> Whereabouts:
    """Return whether the ballot of this hash (64 hex digits) is in the box of the round.

    Raises `Round.DoesNotExist`.
    """
    round_ = Round.objects.only("fingerprint").get(pk=round_id)
    box = CastBallot.objects.filter(round_id=round_id)
    in_box = box.filter(hash=ballot_hash).exists()
    if not in_box or not round_.fingerprint:
        return Whereabouts(in_box, round_.fingerprint, None)
    hashes = (bytes.fromhex(value) for value in box.values_list("hash", flat=True))
    path = merkle.inclusion(hashes, bytes.fromhex(ballot_hash))
    return Whereabouts(in_box, round_.fingerprint, path)


def round_on_ballot(*, user: User, pk: UUID) -> Round:
    """Return the round of a voter without its large bytes, annotated `was_issued`, `was_published`.

    Raises `Round.DoesNotExist` off the roll, without telling whether the round exists.
    """
    issued = IssuedBallot.objects.filter(round=OuterRef("pk"), elector__user=user)
    published = RoundEvent.objects.filter(round=OuterRef("pk"), event=Round.State.PUBLISHED)
    rounds = selectors.rounds_for_voter(user=user)
    rounds = rounds.annotate(was_issued=Exists(issued), was_published=Exists(published))
    return rounds.defer("manifest").get(pk=pk)


def lines_with_dossiers(round_: Round) -> QuerySet[Line]:
    """Return the lines in ballot order with the papers a voter of the round may read."""
    lines = round_.lines.select_related("official", "dossier").order_by("position")
    return lines.prefetch_related("posts", "dossier__documents")


def dossier_document_for_voter(*, user: User, round_id: UUID, pk: int) -> DossierDocument:
    """Return a paper of a dossier on the ballot of one of the voter's rounds.

    Raises `DossierDocument.DoesNotExist` for everybody else: asset declarations are shown to the
    voters of the round only (domain note).
    """
    mine = selectors.rounds_for_voter(user=user).filter(pk=round_id)
    mine = mine.exclude(state__in=(State.CANCELLED, State.ARCHIVED))
    lines = Line.objects.filter(dossier=OuterRef("dossier"), round__in=mine)
    return DossierDocument.objects.filter(Exists(lines)).get(pk=pk)


def rounds_to_verify() -> Iterable[UUID]:
    """Return open rounds with ballots that no worker has verified."""
    waiting = CastBallot.objects.filter(round=OuterRef("pk"), check_result=None)
    return _ids(Round.objects.filter(Exists(waiting), state=State.OPEN))


def rounds_to_tidy() -> Iterable[UUID]:
    """Return rounds whose traces of order are not yet gone from the database."""
    issued = IssuedBallot.objects.filter(round=OuterRef("pk"))
    swept = Round.objects.filter(events__event=tidying.SWEPT)
    after = Round.objects.exclude(state__in=(State.DRAFT, State.SEALED, State.OPEN))
    return _ids(after.filter(Exists(issued)).exclude(pk__in=swept.values("pk")))


def rounds_to_count() -> Iterable[UUID]:
    """Return closed rounds whose ballots are not added up yet."""
    return _ids(Round.objects.filter(state=State.CLOSED, encrypted_tally=None))


def rounds_to_open() -> Iterable[UUID]:
    """Return closed rounds for which members have given good shares of the opening."""
    good = PartialDecryption.objects.filter(round=OuterRef("pk"), good=True)
    return _ids(Round.objects.filter(Exists(good), state=State.CLOSED))


def _ids(rounds: QuerySet[Round]) -> Iterable[UUID]:
    return list(rounds.order_by("closes_at", "pk").values_list("pk", flat=True))
