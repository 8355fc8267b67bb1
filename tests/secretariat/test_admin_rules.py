"""The page of a rule set: its thresholds are rows edited in place, and refused in sentences."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from officials.models import Unit, UnitRole
from officials.services import grant_role
from rounds.models import Round, RuleSet
from tests.roles import make_unit, make_user, rule_set
from tests.secretariat.test_admin_round import fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, authority: Unit) -> Client:
    user = make_user()
    grant_role(user=user, unit=authority, role=UnitRole.Role.SECRETARIAT)
    client.force_login(user)
    return client


def send(desk: Client, rules: RuleSet, **changes: str) -> Any:
    page = reverse("admin:rounds_ruleset_change", args=[rules.pk])
    data = fields_of(desk.get(page))
    changes = {name.replace("__", "-"): value for name, value in changes.items()}
    return desk.post(page, {**data, **changes}, headers={"accept-language": "en"})


def bands(rules: RuleSet) -> list[tuple[str, str]]:
    return [(str(band), band.consequence) for band in rules.thresholds.all()]


def test_saving_unchanged_rules_changes_nothing(desk: Client) -> None:
    rules = rule_set()
    before = bands(rules)
    assert send(desk, rules).status_code == 302
    assert bands(rules) == before


def test_a_threshold_is_added(desk: Client) -> None:
    rules = rule_set("115-2020")
    new = {"numerator": "3", "denominator": "4", "strict": "on", "consequence": "Buộc thôi việc"}
    send(desk, rules, **{f"thresholds__2__{name}": value for name, value in new.items()})
    assert bands(rules)[-1] == ("> 3/4", "Buộc thôi việc")


def test_strictness_changes(desk: Client) -> None:
    rules = rule_set()
    send(desk, rules, thresholds__1__strict="on")
    assert [share for share, _text in bands(rules)] == ["> 1/2", "> 2/3"]


def test_a_threshold_is_taken_away(desk: Client) -> None:
    rules = rule_set()
    send(desk, rules, thresholds__0__DELETE="on")
    assert [share for share, _text in bands(rules)] == ["≥ 2/3"]


REFUSED = [
    pytest.param({"thresholds__1__numerator": "1", "thresholds__1__denominator": "2"}, id="same share twice"),
    pytest.param({"thresholds__0__numerator": "5"}, id="more than all"),
    pytest.param({"thresholds__0__denominator": "0"}, id="over nothing"),
    pytest.param({"thresholds__0__numerator": "-1"}, id="negative"),
    pytest.param({"thresholds__0__consequence": ""}, id="without consequence"),
    pytest.param({"quorum_denominator": "1"}, id="quorum over all"),
    pytest.param({"answers_due_days": "30"}, id="deadlines out of order"),
]


@pytest.mark.parametrize("changes", REFUSED)
def test_refusal_changes_nothing_and_keeps_the_form_filled(desk: Client, changes: dict[str, str]) -> None:
    rules = rule_set()
    before = bands(rules)
    page = send(desk, rules, name="Tên mới", **changes)
    assert page.status_code == 200
    assert page.context["errors"]
    assert 'value="Tên mới"' in page.text
    assert bands(rules) == before


def test_a_frozen_round_keeps_its_thresholds(desk: Client, frozen_round: Round) -> None:
    send(desk, rule_set(), thresholds__0__consequence="Khác hẳn")
    frozen_round.refresh_from_db()
    assert frozen_round.rule_set_copy
    assert frozen_round.rule_set_copy["thresholds"][0]["consequence"].startswith("Đưa ra khỏi quy hoạch")


def test_a_secretary_below_only_reads(client: Client, authority: Unit) -> None:
    user = make_user()
    grant_role(user=user, unit=make_unit(parent=authority), role=UnitRole.Role.SECRETARIAT)
    client.force_login(user)
    page = reverse("admin:rounds_ruleset_change", args=[rule_set().pk])
    shown = client.get(page).text
    assert "Đưa ra khỏi quy hoạch" in shown
    assert "thresholds-0-numerator" not in shown
    assert client.post(page, {"name": "Tên mới"}).status_code == 403
