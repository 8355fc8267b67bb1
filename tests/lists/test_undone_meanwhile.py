"""What somebody changes while an import is being undone is not lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from lists.models import ListImport
from officials.models import Official, Post, User
from tests.lists.importing import read, taken, undone, xlsx
from tests.waiting import somebody_waits

pytestmark = pytest.mark.django_db(transaction=True)
HEADER = ["Họ và tên", "Mã cán bộ", "Chức vụ", "Đơn vị"]
AN = ["Nguyễn Văn An", "CB-1", "Trưởng phòng", "Phòng Kế hoạch"]


def undone_beside(found: ListImport) -> ListImport:
    try:
        return undone(found)
    finally:
        connection.close()


def test_a_row_that_is_being_changed_keeps_its_import(
    clerk: User, wait_until: Callable[[Callable[[], bool]], bool]
) -> None:
    found = taken(read("officials", xlsx([HEADER, AN]), clerk))
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Official.objects.update(full_name="Nguyễn Văn Ân")
            answer = pool.submit(undone_beside, found)
            wait_until(somebody_waits)
        assert answer.result().state == "written"
    assert "Nguyễn Văn Ân" in answer.result().trouble
    assert Official.objects.get().full_name == "Nguyễn Văn Ân"
    assert Post.objects.count() == 1
