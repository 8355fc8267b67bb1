"""Rounds that wait for a worker; the minute task reads them and enqueues their tasks."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from ballots.events import KEYS_DESTROYED, KEYS_ERASED, REWRITTEN, SWEPT
from ballots.models import CastBallot, IssuedBallot, PartialDecryption, ProofCheck, ServerSecret
from ballots.shelves import ARCHIVE, shelf_of
from rounds import states, steps
from rounds.entries import rounds_with
from rounds.models import Elector, Round
from rounds.states import Voting


def rounds_to_verify() -> Iterable[UUID]:
    """Return open rounds with ballots that no worker has verified."""
    check = ProofCheck.objects.filter(shelf__gt=ARCHIVE, shelf=OuterRef("shelf"), ballot=OuterRef("pk"))
    waiting = CastBallot.objects.filter(~Exists(check), shelf__gt=ARCHIVE).values("round")
    return _ids(Round.objects.filter(pk__in=waiting, state__in=states.at(Voting.DURING)))


def rounds_to_tidy() -> Iterable[UUID]:
    """Return rounds whose traces of the voting order are not yet removed from the database.

    Rows are archived before the count (`StateRow.box_is_rewritten`), but the shelf may be vacuumed in
    any state after that, once nobody reads the former versions.
    """
    return _ids(_untidied())


def _untidied() -> QuerySet[Round]:
    on_a_shelf = IssuedBallot.objects.filter(shelf__gt=ARCHIVE).values("round")
    after = Round.objects.filter(state__in=states.at(Voting.AFTER))
    return after.filter(Q(pk__in=on_a_shelf) | Q(pk__in=_archived_not_swept()))


def is_person_held(*, user_id: int) -> bool:
    """Return whether the person is on the roll of a round that takes ballots or is not yet tidied.

    Until then nothing is written that would tell more exactly than by the day when the person was here.
    """
    on_roll = Elector.objects.filter(user=user_id).values("round")
    voting = Round.objects.filter(pk__in=on_roll, state__in=states.at(Voting.DURING))
    return voting.exists() or _untidied().filter(pk__in=on_roll).exists()


def rounds_archived_from(shelf: int) -> list[UUID]:
    """Return the rounds whose rows stood on this shelf and whose former versions may still lie there."""
    rounds = Round.objects.filter(pk__in=_archived_not_swept()).values_list("pk", flat=True)
    return [pk for pk in rounds if shelf_of(pk) == shelf]


def _archived_not_swept() -> QuerySet[Any, Any]:
    return rounds_with(REWRITTEN).exclude(round_id__in=rounds_with(SWEPT))


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


def rounds_with_void_keys() -> Iterable[UUID]:
    """Return cancelled rounds whose keys of the server still stand in the database."""
    return ServerSecret.objects.filter(round__state__in=states.void()).values_list("pk", flat=True)


def rounds_with_keys_to_erase() -> Iterable[UUID]:
    """Return rounds whose destroyed keys may still lie in the file of their table."""
    destroyed = rounds_with(KEYS_DESTROYED).exclude(round_id__in=rounds_with(KEYS_ERASED))
    return _ids(Round.objects.filter(pk__in=destroyed))


def _ids(rounds: QuerySet[Round]) -> Iterable[UUID]:
    return list(rounds.order_by("closes_at", "pk").values_list("pk", flat=True))
