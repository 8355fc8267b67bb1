"""Sweep as beat does: again while a transaction is running, also in another database of the server.

A transaction in progress holds back the snapshots in every database. Other tests run there, each in a
transaction of its own, which may last as long as a ministry takes to build.
"""

from ballots.services import tidying
from rounds.models import Round

PATIENCE = 300.0  # seconds


def sweep(round_: Round) -> None:
    """Remove the former versions of the rows of a round that is archived."""
    assert tidying.vacuum_tables(round_id=round_.pk, patience=PATIENCE), (
        "old snapshots hold back the sweeping"
    )
