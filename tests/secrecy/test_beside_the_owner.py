"""The application tidies while the owner reads: it waits for a snapshot of another role, and then works."""

import subprocess
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import connection

from ballots.services import tidying
from operations.embedded import postgres, roles
from operations.embedded.account import run_as
from rounds.models import Round
from tests.secrecy import order
from tests.secrecy.sweeping import sweep
from tests.secrecy.test_order_of_voting import closed

__all__ = ["closed"]
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]
READING = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'pg_dump' AND datname = current_database() AND backend_xmin IS NOT NULL)"
Wait = Callable[[Callable[[], bool]], bool]


@pytest.fixture
def dump(wait_until: Wait) -> Iterator[subprocess.Popen[bytes]]:
    """A pg_dump of the owner in the middle of its work: nobody reads what it writes."""
    programs, name = postgres.binaries(settings.PLACES), str(connection.settings_dict["NAME"])
    command = [
        str(programs / "pg_dump"),
        "-h",
        str(settings.PLACES.sockets),
        "-U",
        roles.OWNER,
        "-n",
        "public",
        name,
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd="/", **run_as())
    wait_until(_reads)
    yield process
    process.kill()
    process.wait()


def _reads() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(READING)
        return bool(cursor.fetchone()[0])


def test_tidying_waits_for_a_dump(closed: Round, dump: subprocess.Popen[bytes]) -> None:
    tidying.erase_voting_order(round_id=closed.pk)
    assert not tidying.vacuum_tables(round_id=closed.pk)
    assert dump.poll() is None
    written, _nothing = dump.communicate()
    assert dump.returncode == 0
    assert b"COPY public.ballots_" in written
    sweep(closed)


@pytest.fixture(params=["sees all sessions", "sees its own only"])
def sight(request: pytest.FixtureRequest) -> Iterator[None]:
    """Without `pg_read_all_stats`, Postgres hides of which kind the session of another role is."""
    with roles.connected(settings.PLACES, roles.SUPERUSER, "postgres") as server:
        if "only" in request.param:
            server.execute(f"REVOKE pg_read_all_stats FROM {roles.APPLICATION}")
        yield
        server.execute(f"GRANT pg_read_all_stats TO {roles.APPLICATION}")


@pytest.mark.usefixtures("sight")
def test_tidying_waits_for_an_old_snapshot_of_the_owner(closed: Round) -> None:
    """It holds no lock of the box, so that nothing but its snapshot tells of it."""
    name = str(connection.settings_dict["NAME"])
    with roles.connected(settings.PLACES, roles.OWNER, name) as reader:
        reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT count(*) FROM officials_unit")
        tidying.erase_voting_order(round_id=closed.pk)
        assert not tidying.vacuum_tables(round_id=closed.pk)
        reader.execute("COMMIT")
    sweep(closed)
    assert all(order.former_versions(table) == 0 for table in order.PARTS)
