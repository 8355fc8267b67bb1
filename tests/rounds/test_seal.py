"""Sealing a draft round."""

import pytest
from rounds.models import Round

pytestmark = pytest.mark.django_db


def test_seals_a_complete_draft(sealed_round: Round) -> None:
    assert sealed_round.state == Round.State.SEALED
    assert sealed_round.config
    assert sealed_round.lines.count() == 3
