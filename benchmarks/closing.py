"""Closing of single rounds beside many old ballots, while other rounds take ballots.

The old ballots stand in the archive as rows of real length that no key opens; the others are real. The voters' devices
are a process of their own: in this one they would wait for the interpreter while it closes a round.

A voter's time is that from the request for a ballot to the receipt. Undisturbed are those who came in the second half
of the quiet time before the first closing; beside a closing are those who waited for an answer at any moment between
the press of *close* and the sums. All who came beside one of the closings are one sample: beside a single closing they
are too few for a p95. Those who came in the rest between two closings are in neither sample.
"""

import multiprocessing
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from django.conf import settings

from ballots.events import SWEPT
from ballots.models import EncryptedTally
from ballots.protocol.ballot import LevelIndex
from ballots.services import closing
from benchmarks import clock, load, place, scene
from benchmarks.counting import until
from benchmarks.sizes import Sizes
from operations.embedded import roles
from rounds.entries import is_noted
from rounds.models import Round
from simulation.rehearsal.voters import vote

LINES = 3
BODY_BYTES = 72 + 1088 * LINES
OLD_ROUND = 95  # ballots of each old round
ARCHIVED = (
    """
    INSERT INTO ballots_castballot (hash, round_id, credential, body, signature, token, shelf)
    SELECT encode(sha256(('old' || n)::bytea), 'hex'), md5('round' || n / %(each)s)::uuid,
      encode(sha256(('credential' || n)::bytea), 'hex'),
      (SELECT string_agg(sha256((n || '-' || piece)::bytea), '') FROM generate_series(1, %(pieces)s) piece),
      sha256('signature') || sha256('s'), sha256('token') || sha256('t'), 0
    FROM generate_series(1, %(number)s) n
    """,
    """
    INSERT INTO ballots_proofcheck (ballot_id, valid, reason, shelf)
    SELECT encode(sha256(('old' || n)::bytea), 'hex'), true, '', 0 FROM generate_series(1, %(number)s) n
    """,
    """
    INSERT INTO ballots_issuedballot (elector_id, round_id, blinded, evaluated, proof, shelf)
    SELECT -n, md5('round' || n / %(each)s)::uuid, encode(sha256(('blinded' || n)::bytea), 'hex'),
      encode(sha256(('evaluated' || n)::bytea), 'hex'), repeat('0', 128), 0
    FROM generate_series(1, %(number)s) n
    """,
    "VACUUM (ANALYZE) ballots_castballot_archive, ballots_proofcheck_archive, ballots_issuedballot_archive",
    "CHECKPOINT",
)


class Span(NamedTuple):
    """The moments of a closing, of the note that its traces are gone, and of the end of the work on it."""

    begin: float
    swept: float
    end: float

    def overlaps(self, one: load.RequestSequence) -> bool:
        """Return whether a voter waited for an answer in this time."""
        return one.started < self.end and self.begin < one.started + one.seconds


def run(sizes: Sizes) -> dict[str, Any]:
    """Return for each number of old ballots the seconds until the traces are gone and the milliseconds of casts."""
    place.empty_queue()
    others = [scene.open_round(lines=LINES, voters=sizes.closing_voters) for _ in range(sizes.closing_open)]
    full = [_full_round(sizes.closing_voters) for _ in range(sizes.closing_rounds)]
    ready = [list(scene.voter_requests(other)) for other in others]
    # Round after round in turn, so that all of them take ballots all the time.
    requests = [(voter.issue, voter.cast) for voters in zip(*ready, strict=True) for voter in voters]
    rows = [_beside(old, full, requests, sizes) for old in sizes.closing_old]
    return {"lines": LINES, "open": sizes.closing_open, "voters": sizes.closing_voters, "rows": rows}


def _full_round(voters: int) -> Round:
    made = scene.open_round(lines=LINES, voters=voters)
    vote(made.round_.pk, made.voters, [[LevelIndex.HIGH] * LINES] * voters, scene.no_report)
    return made.round_


def _beside(
    old: int, full: Sequence[Round], requests: Sequence[tuple[bytes, ...]], sizes: Sizes
) -> dict[str, Any]:
    place.empty_queue()
    sequences = [load.RequestSequence(sent) for sent in requests]
    with place.copy_of(place.database()), place.web() as web, place.workers(2):
        _fill_archive(old)
        with _voters(web.port, sequences, sizes.closing_rate):
            time.sleep(sizes.closing_quiet_seconds)
            spans = []
            for round_ in full:
                spans.append(_close(round_))
                time.sleep(sizes.closing_rest_seconds)
    return {"old": old, **_summary(sequences, spans)}


def _fill_archive(number: int) -> None:
    values = {"number": number, "each": OLD_ROUND, "pieces": BODY_BYTES // 32}
    with roles.connected(settings.PLACES, roles.SUPERUSER, place.database()) as server:
        server.execute("SET session_replication_role = replica")  # without the rounds that they belong to
        for statement in ARCHIVED:
            server.execute(statement, values if "%(" in statement else None)


@contextmanager
def _voters(port: int, sequences: list[load.RequestSequence], rate: float) -> Iterator[None]:
    """Let so many voters a second come until the block ends; then the sequences hold their answers."""
    forked = multiprocessing.get_context("fork")  # it needs nothing but sockets of its own
    ended, (receiving, sending) = forked.Event(), forked.Pipe(duplex=False)
    process = forked.Process(target=_come, args=(port, sequences, rate, ended, sending))
    process.start()
    sending.close()
    try:
        yield
    finally:
        ended.set()
        answered = receiving.recv()
        process.join()
    if isinstance(answered, load.UnexpectedAnswerError):
        raise answered
    sequences[:] = answered


def _come(
    port: int, sequences: list[load.RequestSequence], rate: float, ended: load.Flag, sending: Connection
) -> None:
    try:
        load.come(port, sequences, rate=rate, ended=ended)
        sending.send(sequences)
    except load.UnexpectedAnswerError as error:
        sending.send(error)


def _close(round_: Round) -> Span:
    """Close a round and wait until its traces are gone and its ballots are added."""
    begin = time.perf_counter()
    closing.end_issuing(round_id=round_.pk, actor=None)
    closing.close_round(round_id=round_.pk, actor=None)
    until(lambda: is_noted(round_, SWEPT))
    swept = time.perf_counter()
    until(lambda: EncryptedTally.objects.filter(pk=round_.pk).exists())
    return Span(begin, swept, time.perf_counter())


def _summary(sequences: Sequence[load.RequestSequence], spans: Sequence[Span]) -> dict[str, Any]:
    """Compare voters that came before the first closing with those that came while a round was tidied and counted."""
    came = [sequence for sequence in sequences if sequence.answers]
    first, closing_began = min(one.started for one in came), spans[0].begin
    warm = (first + closing_began) / 2  # the first answers of a new server are slow
    quiet = [1000 * one.seconds for one in came if warm < one.started < closing_began]
    beside = [1000 * one.seconds for one in came if any(span.overlaps(one) for span in spans)]
    took = [span.swept - span.begin for span in spans]
    return {
        "swept": clock.share(took, 0.5),
        "slowest": max(took),
        "counted": clock.share([span.end - span.begin for span in spans], 0.5),
        "quiet": _spread(quiet),
        "beside": _spread(beside),
        "ratio": clock.share(beside, 0.95) / clock.share(quiet, 0.95),
    }


def _spread(times: Sequence[float]) -> dict[str, float]:
    return {"number": len(times), "p50": clock.share(times, 0.5), "p95": clock.share(times, 0.95)}
