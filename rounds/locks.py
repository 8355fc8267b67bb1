"""The lock of a round. Every transaction that changes a round takes it first.

Why an advisory lock and not a row lock: docs/decisions/10-advisory-locks.md.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from rounds.models import Elector, Round
from rounds.models.rounds import RoundId


def lock_round(round_id: RoundId) -> Round:
    """Return the round, locked until the transaction ends; take it before any other row's lock."""
    _advisory_lock("pg_advisory_xact_lock", round_id)
    rounds = Round.objects.select_related("rule_set", "campaign", "unit")
    return rounds.select_for_update(of=("self",)).get(pk=round_id)


def lock_round_of_voter(pk: int) -> Round:
    """Lock the round on whose roll a voter stands. Raises `Elector.DoesNotExist`."""
    return lock_round(Elector.objects.values_list("round", flat=True).get(pk=pk))


def hold_round(round_id: RoundId) -> Round:
    """Return the round, which no other transaction can change until this one ends.

    Unlike `lock_round`, rows that name the round can be added meanwhile; for long work that does not change its row.
    """
    _advisory_lock("pg_advisory_xact_lock", round_id)
    return Round.objects.get(pk=round_id)


def lock_rounds(ids: Iterable[RoundId]) -> None:
    """Lock many rounds until the transaction ends, in the order of their ids, so that two callers cannot deadlock.

    Those who lock one round after the other (`order_by("pk")`) have this order too; that of the numbers is another.
    """
    with connection.cursor() as cursor:
        numbers = [_number(pk) for pk in sorted(UUID(str(pk)) for pk in ids)]
        cursor.execute("SELECT pg_advisory_xact_lock(number) FROM unnest(%s::bigint[]) AS number", [numbers])


def is_mine(key: UUID) -> bool:
    """Return whether this transaction may carry out work that has this key; another worker may be at it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_number(key)])
        return bool(cursor.fetchone()[0])


def share_lock(round_id: RoundId) -> None:
    """Take the round's lock in shared mode until the transaction ends.

    Row locks alone would starve `lock_round`: shared row locks are granted past a waiting exclusive
    one, so a hall full of voters could keep a round from closing. Advisory locks queue.
    """
    _advisory_lock("pg_advisory_xact_lock_shared", round_id)


def _advisory_lock(lock: str, round_id: RoundId) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(%s)", [_number(round_id)])


def _number(round_id: RoundId) -> int:
    return int.from_bytes(UUID(str(round_id)).bytes[:8], "big", signed=True)
