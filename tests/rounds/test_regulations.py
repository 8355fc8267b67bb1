"""Texts of shipped regulations are renewed unless somebody has edited them; frozen rounds keep theirs."""

import pytest

from rounds import regulations
from rounds.models import Round, RuleSet, Threshold

pytestmark = pytest.mark.django_db
CODE = "96-qd-tw"


@pytest.fixture
def rules(frozen_round: Round) -> RuleSet:
    """The rule set as an earlier release installed it."""
    rules, former = RuleSet.objects.get(code=CODE), regulations.FORMER[CODE]
    rules.name, rules.legal_basis = former["name"], former["legal_basis"]
    rules.save()
    for threshold, old in zip(rules.thresholds.order_by("numerator"), former["consequences"], strict=True):
        Threshold.objects.filter(pk=threshold.pk).update(consequence=old)
    return rules


def consequences(rules: RuleSet) -> list[str]:
    return list(rules.thresholds.order_by("numerator").values_list("consequence", flat=True))


def test_texts_of_an_earlier_release_are_renewed(rules: RuleSet) -> None:
    regulations.renew(RuleSet, Threshold)
    rules.refresh_from_db()
    today = regulations.RULE_SETS[CODE]
    assert (rules.name, rules.legal_basis) == (today["name"], today["legal_basis"])
    assert consequences(rules) == [row[3] for row in today["thresholds"]]


def test_edited_texts_are_kept(rules: RuleSet) -> None:
    RuleSet.objects.filter(pk=rules.pk).update(name="Quy định của đơn vị", note="Đã thẩm định")
    rules.thresholds.update(consequence="Buộc thôi việc")
    regulations.renew(RuleSet, Threshold)
    rules.refresh_from_db()
    assert (rules.name, rules.note) == ("Quy định của đơn vị", "Đã thẩm định")
    assert consequences(rules) == ["Buộc thôi việc"] * 2


def test_a_frozen_round_keeps_its_copy(rules: RuleSet, frozen_round: Round) -> None:
    frozen_round.refresh_from_db()
    before = frozen_round.rule_set_copy
    regulations.renew(RuleSet, Threshold)
    frozen_round.refresh_from_db()
    assert frozen_round.rule_set_copy == before


def test_a_note_is_not_frozen(frozen_round: Round) -> None:
    assert "note" not in (frozen_round.rule_set_copy or {})


def test_the_shipped_names_fit_their_column() -> None:
    most = RuleSet._meta.get_field("name").max_length or 0
    assert all(len(values["name"]) <= most for values in regulations.RULE_SETS.values())
