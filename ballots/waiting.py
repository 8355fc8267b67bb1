"""Rounds that wait for a worker; the minute task reads them and enqueues their tasks."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from ballots.events import SWEPT
from ballots.models import CastBallot, IssuedBallot, PartialDecryption
from rounds import states, steps
from rounds.models import Round
from rounds.states import Voting


def rounds_to_verify() -> Iterable[UUID]:
    """Return open rounds with ballots that no worker has verified."""
    waiting = CastBallot.objects.filter(round=OuterRef("pk"), check_result=None)
    return _ids(Round.objects.filter(Exists(waiting), state__in=states.at(Voting.DURING)))


def rounds_to_tidy() -> Iterable[UUID]:
    """Return rounds whose traces of the voting order are not yet removed from the database.

    Rows are rewritten before the count (`StateRow.box_is_rewritten`), but the tables may be vacuumed in
    any state after that, once nobody reads the former versions.
    """
    issued = IssuedBallot.objects.filter(round=OuterRef("pk"))
    swept = Round.objects.filter(events__event=SWEPT)
    after = Round.objects.filter(state__in=states.at(Voting.AFTER))
    return _ids(after.filter(Exists(issued)).exclude(pk__in=swept.values("pk")))


def rounds_to_check_issued() -> Iterable[UUID]:
    """Return closed rounds whose issued ballots no worker has verified."""
    return _ids(Round.objects.filter(state__in=steps.states_of("decrypt_share"), issued_check=None))


def rounds_to_count() -> Iterable[UUID]:
    """Return closed rounds whose ballots are not yet added up."""
    return _ids(Round.objects.filter(state__in=steps.states_of("open_box"), encrypted_tally=None))


def rounds_to_open() -> Iterable[UUID]:
    """Return closed rounds with good decryption shares of members."""
    good = PartialDecryption.objects.filter(round=OuterRef("pk"), good=True)
    return _ids(Round.objects.filter(Exists(good), state__in=steps.states_of("open_box")))


def _ids(rounds: QuerySet[Round]) -> Iterable[UUID]:
    return list(rounds.order_by("closes_at", "pk").values_list("pk", flat=True))
