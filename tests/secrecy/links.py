"""Compare every order of people in the database with every order of ballots.

Tables and columns come from the catalogue, so a column added tomorrow is looked at too: those that
the product made, those that Postgres keeps for itself, and the numbers of parts stored outside a row.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection

Truth = dict[str, str]  # the number of a person's account → the hash of that person's ballot

# Chance stays below these for all pairs together but once in a million rounds of 200 voters: a rank
# correlation beyond 0.45 is 6.3 standard deviations, 13 hits where one is expected has chance 6·10⁻¹¹,
# and there are fewer than 2,000 pairs.
MOST_CORRELATION = 0.45
MOST_HITS = 12
SYSTEM = ("xmin::text::bigint", "xmax::text::bigint", "cmin::text::bigint", "ctid")
BALLOTS, PEOPLE, ELECTORS = "ballots_castballot", "officials_user", "rounds_elector"


@dataclass(frozen=True)
class Order:
    """One column's order: the place among all rows by key, equal values sharing the middle."""

    place: str
    ranks: dict[str, float] = field(repr=False)


@dataclass(frozen=True)
class Link:
    """How closely the order `ballot` follows the order `person`."""

    person: str
    ballot: str
    correlation: float
    hits: int

    @property
    def is_more_than_chance(self) -> bool:
        return abs(self.correlation) > MOST_CORRELATION or self.hits > MOST_HITS


def links(truth: Truth) -> list[Link]:
    """Return every pair of orders, the closest first."""
    ballots = [order for order in orders_of_ballots() if set(truth.values()) <= set(order.ranks)]
    people = [order for order in orders_of_people() if set(truth) <= set(order.ranks)]
    found = [link(truth, person, ballot) for person in people for ballot in ballots]
    return sorted(found, key=lambda pair: -abs(pair.correlation))


def link(truth: Truth, person: Order, ballot: Order) -> Link:
    mine = [person.ranks[who] for who in truth]
    theirs = [ballot.ranks[name] for name in truth.values()]
    in_line = sorted(truth, key=lambda who: (person.ranks[who], who))
    in_box = sorted(truth.values(), key=lambda name: (ballot.ranks[name], name))
    hits = max(
        sum(truth[who] == name for who, name in zip(in_line, box, strict=True))
        for box in (in_box, in_box[::-1])
    )
    return Link(person.place, ballot.place, correlation(mine, theirs), hits)


def correlation(a: list[float], b: list[float]) -> float:
    """Return Spearman's coefficient of two lists of ranks."""
    mean_a, mean_b = math.fsum(a) / len(a), math.fsum(b) / len(b)
    both = math.fsum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True))
    spread = math.fsum((x - mean_a) ** 2 for x in a) * math.fsum((y - mean_b) ** 2 for y in b)
    return both / math.sqrt(spread) if spread else 0.0


def orders_of_ballots() -> Iterator[Order]:
    yield from orders(BALLOTS, "hash")
    for table, column in referring_to(BALLOTS):
        yield from orders(table, column)


def orders_of_people() -> Iterator[Order]:
    yield from orders(PEOPLE, "id")
    for table, column in referring_to(PEOPLE):
        yield from orders(table, column)
    accounts = dict(rows("SELECT id::text, user_id::text FROM rounds_elector"))
    for table, column in referring_to(ELECTORS):
        yield from renamed(orders(table, column), accounts)
    yield from orders("audit_held", "person")  # names people without a foreign key
    sessions = {s.session_key: s.get_decoded().get("_auth_user_id", "") for s in Session.objects.all()}
    yield from renamed(orders("django_session", "session_key"), sessions)


def renamed(found: Iterator[Order], names: dict[str, str]) -> Iterator[Order]:
    for order in found:
        yield Order(order.place, {names[key]: rank for key, rank in order.ranks.items()})


def orders(table: str, key: str) -> Iterator[Order]:
    """Every column of the table that does not hold one value only; one row for each key."""
    for expression in expressions(table):
        found = rows(
            f'SELECT "{key}"::text, rank() OVER (ORDER BY {expression})'  # noqa: S608
            f' + (count(*) OVER (PARTITION BY {expression}) - 1) / 2.0 FROM "{table}" WHERE "{key}" IS NOT NULL'
        )
        ranks = {name: float(rank) for name, rank in found}
        if len(set(ranks.values())) > 1:
            yield Order(f"{table}.{expression}", ranks)


def expressions(table: str) -> Iterator[str]:
    columns = rows(
        "SELECT attname, typname, attstorage FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid "
        "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
        table,
    )
    for name, kind, storage in columns:
        yield f'"{name}"::text' if kind in ("json", "jsonb", "xid", "cid") else f'"{name}"'
        if storage in ("x", "e"):
            yield f'pg_column_toast_chunk_id("{name}")::bigint'
    yield from SYSTEM


def referring_to(table: str) -> list[tuple[str, str]]:
    """Return (table, column) of every foreign key to the table; divided tables as wholes."""
    return rows(
        "SELECT DISTINCT coalesce(pg_partition_root(conrelid), conrelid)::regclass::text, attname "
        "FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1] "
        "WHERE contype = 'f' AND coalesce(pg_partition_root(confrelid), confrelid) = %s::regclass ORDER BY 1, 2",
        table,
    )


def rows(sql: str, *values: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
