"""A wait is seen although the transaction that asks has looked before the session was there."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import connection, transaction

from operations.embedded import roles
from tests.waiting import somebody_waits

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]
LOCK = "SELECT pg_advisory_xact_lock(7)"


def lock_in_a_new_session() -> None:
    with roles.connected(settings.PLACES, roles.OWNER, str(connection.settings_dict["NAME"])) as session:
        session.execute(LOCK)


def test_session_that_begins_later(wait_until: Callable[[Callable[[], bool]], bool]) -> None:
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(LOCK)
            assert not somebody_waits("advisory")
            waiting = pool.submit(lock_in_a_new_session)
            assert wait_until(lambda: somebody_waits("advisory"))
        waiting.result()
    assert not somebody_waits("advisory")
