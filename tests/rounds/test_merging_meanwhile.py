"""What somebody writes into a post while two records become one is not lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from officials.models import Official, Post, Unit, User
from rounds.services.merging import merge_officials
from tests.roles import make_official
from tests.waiting import somebody_waits

pytestmark = pytest.mark.django_db(transaction=True)


def merge(kept: Official, merged: Official, actor: User) -> None:
    try:
        merge_officials(kept=kept, merged=merged, actor=actor, reason="Nhập trùng")
    finally:
        connection.close()


def test_a_document_entered_meanwhile_stays(
    unit: Unit, secretary: User, wait_until: Callable[[Callable[[], bool]], bool]
) -> None:
    kept = make_official(unit, "Lê An", posts=("Cục trưởng",))
    merged = make_official(unit, "Lê An", posts=("Cục trưởng",), evidence="QĐ số 1")
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            kept.posts.update(evidence="QĐ số 2")
            other = pool.submit(merge, kept, merged, secretary)
            wait_until(somebody_waits)
        other.result()
    assert Post.objects.get().evidence == "QĐ số 2"
