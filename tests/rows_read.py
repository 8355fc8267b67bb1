"""How many rows of a table Postgres reads for what a block asks, whatever it returns."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection

from tests.owner import as_owner

# Rows that other tests rolled back leave pages in indexes. One with more pages than the rows of this test would fill is
# dearer to Postgres than reading the whole table.
_SWOLLEN = """
    SELECT indexrelid::regclass::text FROM pg_stat_user_indexes JOIN pg_class ON pg_class.oid = indexrelid
    WHERE relpages > 2 AND relpages * 20 > reltuples
    """


class RowsRead:
    """Counter of the rows read inside a block, by table; each read of this process is explained after it ran."""

    def __init__(self) -> None:
        self.of: dict[str, int] = {}

    def __enter__(self) -> "RowsRead":
        with as_owner() as cursor:
            cursor.execute("ANALYZE")  # the planner knows the rows of this test
            cursor.execute(_SWOLLEN)
            for (index,) in cursor.fetchall():
                cursor.execute(f"REINDEX INDEX {index}")
        self._watching = connection.execute_wrapper(self._watch)
        self._watching.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._watching.__exit__(*error)

    def _watch(self, execute: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
        answer = execute(sql, params, *rest)
        if sql.lstrip().startswith(("SELECT", "(SELECT", "WITH")):
            with connection.connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", params)
                said = cursor.fetchone()[0]
            self._add(said if isinstance(said, list) else json.loads(said))
        return answer

    def _add(self, said: Any) -> None:
        for node in _nodes(said[0]["Plan"]):
            if table := node.get("Relation Name"):
                each = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
                self.of[table] = self.of.get(table, 0) + round(each * node["Actual Loops"])


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for part in node.get("Plans", []):
        yield from _nodes(part)
