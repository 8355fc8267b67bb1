"""Only sums are decrypted, so a rule about single ballots is refused before freezing."""

import pytest

from rounds import preflight
from rounds.models import Round
from rounds.services.rules import save_rules

pytestmark = pytest.mark.django_db


def test_a_rule_that_voids_whole_ballots_is_refused(draft_round: Round) -> None:
    assert preflight.before_freezing(draft_round) == []
    draft_round.rule_set.bad_line_voids_ballot = True
    save_rules(row=draft_round.rule_set)
    [missing] = preflight.before_freezing(Round.objects.get(pk=draft_round.pk))
    assert missing.remedy
