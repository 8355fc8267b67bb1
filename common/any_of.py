"""The look-up `any_of`: a column among many values, given to Postgres as one array.

`in` makes one parameter of each value, which a page of a ministry with 200 units pays several times over: in
Python for building the statement, and in Postgres for reading it.
"""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Field, ForeignObject, Lookup

LIMIT = 2**63


@ForeignObject.register_lookup
@Field.register_lookup
class AnyOf(Lookup):
    """`unit__any_of={1, 2}`: `unit_id = ANY('{1,2}')`; whole numbers only, those beyond a `bigint` match nothing."""

    lookup_name = "any_of"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, Any]:
        """Return the placeholder with the values as text, in an order that does not change."""
        numbers = sorted(one for one in map(int, value) if -LIMIT <= one < LIMIT)
        # The driver would need many times as long for a list of numbers.
        return "%s::bigint[]", ["{" + str(numbers)[1:-1] + "}"]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Return the comparison with its parameters; as with `in`, an empty set of values needs no query."""
        if not self.rhs:
            raise EmptyResultSet
        left, left_values = self.process_lhs(compiler, connection)
        right, right_values = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right})", [*left_values, *right_values]
