"""Exempt officials of a plan's units, with the reason and the document on which it rests."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from officials.models import Post, Unit, User
from results.documents.assemble import minutes_data
from rounds.exempt_listing import exempt_in_plan
from rounds.models import PlaceDecision, Plan
from rounds.plan_selectors import units_under
from rounds.services import moves
from tests.results.factories import certify
from tests.roles import make_campaign, make_draft_round, make_official, make_secretary, make_unit, rule_set

pytestmark = pytest.mark.django_db
NOTICE = datetime.date(timezone.localdate().year, 1, 1)  # on no day of the year is it still to come
DOCUMENT = "Thông báo số 5/TB-BCT ngày 05/01/2026"


@pytest.fixture
def below(unit: Unit) -> Unit:
    return make_unit("Phòng Tổng hợp", parent=unit)


@pytest.fixture
def plan(unit: Unit, below: Unit) -> Plan:
    year = timezone.localdate().year
    make_official(unit, "Lê Nghỉ Hưu", retirement_notice_on=NOTICE, evidence=DOCUMENT)
    make_official(below, "Vũ Mới", appointed_on=datetime.date(year, 1, 1))
    make_official(unit, "Hồ Cũ")
    days = {"starts_on": datetime.date(year, 1, 1), "ends_on": datetime.date(year, 12, 31)}
    return Plan.objects.create(unit=unit, rule_set=rule_set(), **days)


def test_reason_and_document_of_each_unit(plan: Plan, unit: Unit, below: Unit) -> None:
    found = exempt_in_plan(plan, units_under(plan))
    with override("en"):
        told = [(row.unit, row.official.full_name, row.reason, row.found.evidence) for row in found]
    assert told == [
        (unit, "Lê Nghỉ Hưu", "has notice of leave pending retirement", DOCUMENT),
        (below, "Vũ Mới", "appointed in the year of the vote", ""),
    ]


def test_settled_places_are_a_reason_too(plan: Plan, unit: Unit, below: Unit, secretary: User) -> None:
    official = make_official(unit, "Bùi Hai Nơi")
    Post.objects.create(official=official, unit=below, title="Đảng ủy viên")
    decision = PlaceDecision.objects.create(
        official=official,
        authority=unit,
        starts_on=NOTICE,
        ends_on=NOTICE + datetime.timedelta(days=365),
        reason="x",
        decided_by=secretary,
    )
    decision.units.add(unit)
    found = exempt_in_plan(plan, units_under(plan))
    assert [row.unit for row in found if row.official == official] == [below]


def test_page_of_the_plan_leads_to_the_list(plan: Plan, secretary: User, client: Client) -> None:
    client.force_login(secretary)
    path = reverse("secretariat:exempt_of_plan", args=[plan.pk])
    assert path in client.get(reverse("secretariat:plan", args=[plan.pk])).text
    page = client.get(path).text
    assert DOCUMENT in page
    assert "Vũ Mới" in page
    assert "Hồ Cũ" not in page
    assert "chưa nhập" in page


def test_secretary_of_a_part_sees_the_own_unit_only(
    unit: Unit, below: Unit, plan: Plan, client: Client
) -> None:
    own = Plan.objects.create(unit=below, superior=plan)
    client.force_login(make_secretary(below))
    page = client.get(reverse("secretariat:exempt_of_plan", args=[own.pk])).text
    assert "Vũ Mới" in page
    assert "Lê Nghỉ Hưu" not in page


def test_queries_do_not_grow(plan: Plan, unit: Unit, django_assert_max_num_queries: object) -> None:
    for _number in range(10):
        make_official(unit, retirement_notice_on=NOTICE)
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        assert len(exempt_in_plan(plan, units_under(plan))) == 12


@pytest.mark.slow
def test_the_document_is_printed_with_the_minutes(unit: Unit) -> None:
    make_official(unit, "Lê Nghỉ Hưu", retirement_notice_on=NOTICE, evidence=DOCUMENT)
    round_ = make_draft_round(unit, campaign=make_campaign(unit))
    [exempt] = minutes_data(certify(moves.freeze_round(round_id=round_.pk, actor=None))).exempt
    assert exempt.reason.endswith(f"; {DOCUMENT})")
