"""Write tables anew without the former versions of their rows, and never let others wait for long."""

import time
from collections.abc import Iterable

from django.db import OperationalError, connection

# While a table is waited for, whoever reads or writes it waits behind; so it is never for long.
LOCK_TIMEOUT = "200ms"
# Between two steps of the work: voters who wait for a processor or the disk go first.
PAUSE = 0.03


def write_anew(tables: Iterable[str]) -> bool:
    """Vacuum the tables in full, one after the other, outside a transaction; return False if one was busy."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LOCK_TIMEOUT])
        try:
            for table in tables:
                let_others_go_first()
                cursor.execute(f"VACUUM (FULL, ANALYZE) {table}")
        except OperationalError:
            return False
        finally:
            cursor.execute("RESET lock_timeout")
    return True


def let_others_go_first() -> None:
    """Pause between two steps, outside of every lock that a voter needs."""
    time.sleep(PAUSE)
