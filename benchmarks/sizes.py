"""Sizes of the benchmarks: full, or just enough to see that they work."""

from dataclasses import dataclass

from benchmarks.ministry import FULL as MINISTRY
from benchmarks.ministry import Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Numbers of ballots, lines and repetitions; the targets refer to `FULL`."""

    repeats: int
    ballot_lines: tuple[int, ...]
    browser_lines: int
    browser_repeats: int
    page_lines: tuple[int, ...]
    rate_lines: int
    rate_ballots: int
    rate_connections: int
    pgbench_seconds: int
    hall_lines: int
    hall_voters: int
    hall_repeats: int
    voters_lines: int
    voters_count: int
    voters_clients: int
    voters_together: int
    storm_logins: int
    storm_voters: int
    slow_clients: tuple[int, ...]
    slow_voters: int
    count_lines: int
    count_ballots: int
    count_workers: tuple[int, ...]
    kept_up: tuple[bool, ...]
    growth_voters: tuple[int, ...]
    growth_rounds: tuple[int, ...]
    closing_old: tuple[int, ...]
    closing_open: int
    closing_voters: int
    closing_rounds: int
    closing_rate: float
    closing_quiet_seconds: float
    closing_rest_seconds: float
    large_lines: int
    large_ballots: int
    document_lines: int
    log_acts: int
    log_rows: int
    ministry: Scale
    ministry_every: int
    list_accounts: int
    list_rounds: int
    list_places: int
    list_officials: int
    campaign_units: int
    campaign_accounts: int
    campaign_officials: int
    campaign_roll: int
    campaign_rounds: int


FULL = Sizes(
    repeats=9,
    ballot_lines=(1, 5, 10, 15, 30, 60, 100),
    browser_lines=30,
    browser_repeats=9,
    page_lines=(1, 10, 30, 60),
    rate_lines=10,
    rate_ballots=400,
    rate_connections=32,
    pgbench_seconds=4,
    hall_lines=30,
    hall_voters=100,
    hall_repeats=3,
    voters_lines=10,
    voters_count=800,
    voters_clients=32,
    voters_together=200,
    storm_logins=1000,
    storm_voters=120,
    slow_clients=(8, 64, 500),
    slow_voters=200,
    count_lines=30,
    count_ballots=500,
    count_workers=(1, 2, 4),
    kept_up=(True, False),
    growth_voters=(50, 100, 200),
    growth_rounds=(10, 40, 160),
    closing_old=(0, 20_000, 189_000),
    closing_open=20,
    closing_voters=50,
    closing_rounds=20,
    closing_rate=20,
    closing_quiet_seconds=20,
    closing_rest_seconds=0.5,
    large_lines=10,
    large_ballots=10_000,
    document_lines=60,
    log_acts=1000,
    log_rows=1_000_000,
    ministry=MINISTRY,
    ministry_every=1,
    list_accounts=5000,
    list_rounds=400,
    list_places=30_000,
    list_officials=1500,
    campaign_units=199,
    campaign_accounts=5000,
    campaign_officials=1500,
    campaign_roll=66,
    campaign_rounds=2000,
)

# Every code path once, within seconds.
TINY = Sizes(
    repeats=1,
    ballot_lines=(1, 2),
    browser_lines=2,
    browser_repeats=1,
    page_lines=(1,),
    rate_lines=1,
    rate_ballots=5,
    rate_connections=4,
    pgbench_seconds=1,
    hall_lines=1,
    hall_voters=4,
    hall_repeats=1,
    voters_lines=1,
    voters_count=9,
    voters_clients=2,
    voters_together=4,
    storm_logins=6,
    storm_voters=2,
    slow_clients=(4,),
    slow_voters=3,
    count_lines=1,
    count_ballots=6,
    count_workers=(1,),
    kept_up=(False,),
    growth_voters=(),
    growth_rounds=(2,),
    closing_old=(100,),
    closing_open=2,
    closing_voters=20,
    closing_rounds=1,
    closing_rate=12,
    closing_quiet_seconds=1,
    closing_rest_seconds=0.1,
    large_lines=1,
    large_ballots=6,
    document_lines=2,
    log_acts=20,
    log_rows=200,
    ministry=Scale(units=1, accounts=10, officials=4, rounds=20, roll=5),
    ministry_every=12,  # the growth tests open all of them
    list_accounts=40,
    list_rounds=4,
    list_places=60,
    list_officials=20,
    campaign_units=2,
    campaign_accounts=30,
    campaign_officials=8,
    campaign_roll=6,
    campaign_rounds=20,
)
