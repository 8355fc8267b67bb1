"""The secretary sees from the replies whether enough people will come."""

import pytest
from django.utils import timezone

from notices.forecast import forecast_of
from notices.models import Invitation, InvitationReply
from rounds.models import Round
from tests.ballots.hall import voters

pytestmark = pytest.mark.django_db


def answer(round_: Round, said: list[str], sequence: int = 0) -> None:
    for user, coming in zip(voters(round_), said, strict=False):
        text = "" if coming == "yes" else "Đi công tác"
        InvitationReply.objects.create(
            round=round_,
            user=user,
            coming=coming,
            text=text,
            replied_on=timezone.localdate(),
            sequence=sequence,
        )


@pytest.mark.parametrize(
    ("said", "enough", "lost"),
    [
        (["yes"] * 3, False, False),
        (["yes"] * 5, True, False),
        (["no"], False, False),
        (["no"] * 2, False, True),
        (["yes"] * 4 + ["asks"], False, False),
    ],
)
def test_five_of_six_are_needed(draft_round: Round, said: list[str], enough: bool, lost: bool) -> None:
    """Two thirds would be four; the box is opened with five ballots at least."""
    answer(draft_round, said)
    found = forecast_of(draft_round)
    assert (found.needed, found.is_enough, found.is_out_of_reach) == (5, enough, lost)


def test_quorum_is_rounded_up(draft_round: Round) -> None:
    draft_round.min_ballots = 1
    draft_round.rule_set.quorum_numerator, draft_round.rule_set.quorum_denominator = 3, 4
    assert forecast_of(draft_round).needed == 5  # of 6: 4.5


def test_answers_to_a_former_time_do_not_count(draft_round: Round) -> None:
    answer(draft_round, ["yes"] * 6)
    Invitation.objects.create(round=draft_round, sequence=1, meets_at=timezone.now(), place="A")
    assert (forecast_of(draft_round).coming, forecast_of(draft_round).silent) == (0, 6)


def test_person_who_left_the_roll_does_not_count(draft_round: Round) -> None:
    answer(draft_round, ["yes"] * 6)
    draft_round.electors.order_by("pk")[0].delete()
    assert (forecast_of(draft_round).coming, forecast_of(draft_round).summoned) == (5, 5)
