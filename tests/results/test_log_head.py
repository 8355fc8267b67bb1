"""The minutes print the head of the log at certification, and the log can be compared with it."""

import pytest
from django.db import transaction

from audit import verification
from audit.services import note
from results.documents.assemble import minutes_data
from results.models import Certification
from rounds.models import Round
from tests.audit.chain import linked
from tests.results import count
from tests.results.said import said

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_minutes_print_the_head_and_the_log_holds_it() -> None:
    round_ = count.counted()
    with transaction.atomic():
        note("unit.save", text="Trước khi xác nhận")
    link = linked()[-1]
    count.sign_all(round_)
    certified = Certification.objects.get(pk=round_.pk)
    assert (certified.log_number, certified.log_head) == (link.number, bytes(link.hash).hex())
    printed = "".join(said(minutes_data(Round.objects.get(pk=round_.pk))).split())
    assert certified.log_head.upper() in printed
    assert linked()[-1].number > link.number
    assert verification.holds(certified.log_head)
    assert not verification.holds("0" * 64)
