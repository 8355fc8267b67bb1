"""A round with everything that the head can state, made through the services, passes every check."""

from pathlib import Path

import pytest

from ballots.protocol import statements
from ballots.services import asking
from results.services import opening
from rounds.models import Attendance, Round
from tests.ballots import hall
from tests.results import count
from tests.roles import make_user
from tests.verifier import sample

pytestmark = pytest.mark.django_db


def corrected(round_: Round, present: int) -> None:
    """Let the head agree to another number of people present."""
    before, secretary = Attendance.objects.get(pk=round_.pk).present, make_user("Phạm Thư Ký")
    asking.ask_to_correct(round_id=round_.pk, actor=secretary, present=present, reason="đếm sót")
    head = hall.devices_of_team(round_)[0]
    head.state(statements.present(before, present, "đếm sót"))


@pytest.mark.slow
def test_corrected_presence_and_a_missing_member(tmp_path: Path) -> None:
    round_ = sample.closed_round(summoned=9)
    corrected(round_, 9)
    count.give_shares(round_, (1, 2))
    opening.open_box(round_id=round_.pk)
    count.signed_by(round_, 1, 2)
    count.close_minutes(round_, {"3": "đi cấp cứu"})
    done = sample.run(sample.write(Round.objects.get(pk=round_.pk), tmp_path / "b.zip"), "--language", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert "zero, present" in done.stdout
    assert "signed: 1, 2; not signed: 3 (đi cấp cứu)" in done.stdout
    assert "9 ≥ 9 ≥ 8 ≥ 7 ≥ 6" in done.stdout
