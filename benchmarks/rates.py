"""Ballots per second: casting beside a bare Django view and pgbench, in one run."""

import secrets
import statistics
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from benchmarks import bare, clock, load, place, scene
from benchmarks.scene import VoterRequests, frame_of
from benchmarks.sizes import Sizes
from operations.embedded import postgres
from operations.owner import as_owner

Row = dict[str, Any]
POOL = 8  # connections of one web process; pgbench uses as many clients
# The values are sent with every execution, as the view does.
SCRIPT = f"""
INSERT INTO {bare.TABLE} VALUES (encode(sha256(uuid_send(gen_random_uuid())), 'hex'), '{bare.ROUND}',
  encode(sha256(uuid_send(gen_random_uuid())), 'hex'),
  decode(:body, 'hex'), decode(:signature, 'hex'), decode(:token, 'hex'));
"""  # noqa: S608 (names of our own)


def run(sizes: Sizes) -> dict[str, Any]:
    """Return medians of the rates, ratios of the medians, and processor time per request."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(bare.CREATE)
    # One roll for both: some voters only cast, others have the ballot issued and cast it.
    count = sizes.rate_ballots
    set_up = scene.open_round(lines=sizes.rate_lines, voters=2 * count * (sizes.repeats + 1))
    ready = list(scene.voter_requests(set_up))
    with place.web() as web, place.bare_web() as plain:
        found = [
            _repeat(sizes, web, plain, ready[2 * count * i : 2 * count * (i + 1)])
            for i in range(sizes.repeats + 1)
        ]
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {bare.TABLE}")
    return _summary(sizes, found[1:])  # the first repeat is a warm-up


def _repeat(
    sizes: Sizes, web: place.Running, plain: place.Running, ready: Sequence[VoterRequests]
) -> dict[str, Row]:
    half = len(ready) // 2
    first, second = ready[:half], ready[half:]
    insert, checked = (
        [[load.post(path, {}, frame_of(voter.cast))] for voter in first] for path in ("/", "/checked")
    )
    clients = sizes.rate_connections
    return {
        "pgbench": _pgbench(sizes.pgbench_seconds, frame_of(ready[0].cast)),
        "bare": _drive(plain, insert, clients, _emptied),
        "checked": _drive(plain, checked, clients, _emptied),
        "cast": _drive(web, [[voter.cast] for voter in first], clients),
        "issue_and_cast": _drive(web, [[voter.issue, voter.cast] for voter in second], clients),
    }


def _emptied() -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {bare.TABLE}")


def _drive(
    server: place.Running,
    requests: Sequence[Sequence[bytes]],
    clients: int,
    before: Callable[[], None] = lambda: None,
) -> Row:
    """Return the rate of sequences, and the processor milliseconds per sequence by kind of process."""
    before()
    groups = {"web": server.group, "postgres": place.postgres()}
    used = {name: group.seconds() for name, group in groups.items()}
    own = clock.own_seconds()
    sequences = [load.RequestSequence(sent) for sent in requests]
    seconds = load.run(server.port, sequences, clients=clients)
    each = 1000 / len(sequences)
    row = {name: each * (group.seconds() - used[name]) for name, group in groups.items()}
    times = [1000 * sequence.seconds for sequence in sequences]
    return {
        "rate": len(sequences) / seconds,
        **row,
        "client": each * (clock.own_seconds() - own),
        "p50": clock.share(times, 0.5),
        "p95": clock.share(times, 0.95),
    }


def _pgbench(seconds: int, frame: bytes) -> Row:
    """Return transactions per second of the database alone, inserting this ballot."""
    _emptied()
    script = Path(settings.DATA_DIR) / "insert.sql"
    script.write_text(SCRIPT)
    cut = bare.LENGTH_END
    body, signature, token = frame[:-cut], frame[-cut : 64 - cut], secrets.token_bytes(64)
    values = {"body": body.hex(), "signature": signature.hex(), "token": token.hex()}
    given = [word for name, value in values.items() for word in ("-D", f"{name}={value}")]
    where = ["-h", str(settings.PLACES.sockets), "-U", "tinnhiem", place.database()]
    how = ["-n", "-M", "prepared", "-c", str(POOL), "-j", "2", "-T", str(seconds)]
    program = postgres.binaries(settings.PLACES) / "pgbench"
    used = place.postgres().seconds()
    said = subprocess.run(
        [program, *how, *given, "-f", script, *where], capture_output=True, text=True, check=True
    ).stdout
    line = next(line for line in said.splitlines() if line.startswith("tps = "))
    rate = float(line.split()[2])
    return {"rate": rate, "postgres": 1000 * (place.postgres().seconds() - used) / (rate * seconds)}


def _summary(sizes: Sizes, found: Sequence[dict[str, Row]]) -> dict[str, Any]:
    rows = {
        name: {key: statistics.median(repeat[name][key] for repeat in found) for key in found[0][name]}
        for name in found[0]
    }
    base = rows["bare"]["rate"]
    return {
        "lines": sizes.rate_lines,
        "ballots": sizes.rate_ballots,
        "repeats": sizes.repeats,
        "clients": sizes.rate_connections,
        "rows": rows,
        "of_bare": {name: row["rate"] / base for name, row in rows.items()},
    }
