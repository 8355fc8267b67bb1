"""Roles count from their first to their last day; a deputy acts for somebody until a day."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from approvals import selectors, services
from audit.models import Entry
from common.refusals import Refusal
from officials import services as officials_services
from officials.deputies import principal_of
from officials.models import Unit, UnitRole, User
from officials.selectors import is_secretary, units_for_secretary
from results.readers import rights_over
from results.services import granting
from rounds.models import Round
from tests.approvals.asking import ask_to_freeze
from tests.results.factories import certify
from tests.roles import make_secretary, make_user

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def today() -> datetime.date:
    return timezone.localdate()


def make_deputy(principal: User, unit: Unit, **days: Any) -> User:
    user = make_user("Hà Thay Mặt", unit=unit, is_staff=True)
    days = {"starts_on": today(), "ends_on": today() + DAY, **days}
    UnitRole.objects.create(user=user, unit=unit, role="secretariat", deputy_for=principal, **days)
    return user


@pytest.mark.parametrize(("first", "last", "counts"), [(0, 0, True), (-3, -1, False), (1, 3, False)])
def test_role_counts_on_its_days_only(
    secretary: User, unit: Unit, first: int, last: int, counts: bool
) -> None:
    days = {"starts_on": today() + first * DAY, "ends_on": today() + last * DAY}
    deputy = make_deputy(secretary, unit, **days)
    assert is_secretary(deputy) is counts
    assert units_for_secretary(user=deputy).exists() is counts


def test_page_is_closed_after_the_last_day(
    client: Client, secretary: User, unit: Unit, draft_round: Round
) -> None:
    deputy = make_deputy(secretary, unit)
    client.force_login(deputy)
    assert client.get(f"/desk/{draft_round.pk}/").status_code == 200
    UnitRole.objects.filter(user=deputy).update(starts_on=today() - 2 * DAY, ends_on=today() - DAY)
    assert client.get(f"/desk/{draft_round.pk}/").status_code == 404


def test_ended_auditor_reads_nothing(unit: Unit, frozen_round: Round) -> None:
    auditor = make_user("Bùi Hết Hạn", unit=unit)
    role = UnitRole.objects.create(user=auditor, unit=unit, role="auditor", starts_on=today() - 2 * DAY)
    round_ = certify(frozen_round)
    assert any("Bùi Hết Hạn" in right.names for right in rights_over(round_))
    UnitRole.objects.filter(pk=role.pk).update(ends_on=today() - DAY)
    assert not any("Bùi Hết Hạn" in right.names for right in rights_over(round_))


def test_log_says_for_whom_a_deputy_acts(secretary: User, unit: Unit, draft_round: Round) -> None:
    deputy = make_deputy(secretary, unit)
    ask_to_freeze(deputy, draft_round)
    entry = Entry.objects.filter(act="approval.alone", subject_table="rounds_round").get()
    assert (entry.actor, entry.deputy_for) == (deputy, secretary)


def test_own_role_counts_before_that_of_a_deputy(secretary: User, unit: Unit) -> None:
    deputy = make_deputy(secretary, unit)
    assert principal_of(deputy, unit.pk) == secretary
    UnitRole.objects.create(user=deputy, unit=unit, role="auditor")
    assert principal_of(deputy, unit.pk) is None
    assert principal_of(secretary, unit.pk) is None


@pytest.mark.slow
def test_deputy_and_principal_are_one_person(secretary: User, unit: Unit, draft_round: Round) -> None:
    deputy = make_deputy(secretary, unit)
    assert not selectors.needs_second(user=deputy, units=[unit.pk])
    second = make_secretary(unit)
    request = ask_to_freeze(deputy, draft_round)
    with pytest.raises(Refusal):
        services.confirm(request_id=request.pk, actor=secretary)
    services.confirm(request_id=request.pk, actor=second)


def test_request_of_a_deputy_whose_time_ended_is_not_done(
    secretary: User, unit: Unit, draft_round: Round
) -> None:
    deputy, second = make_deputy(secretary, unit), make_secretary(unit)
    request = ask_to_freeze(deputy, draft_round)
    UnitRole.objects.filter(user=deputy).update(starts_on=today() - 2 * DAY, ends_on=today() - DAY)
    with pytest.raises(Refusal, match="không còn"):
        services.confirm(request_id=request.pk, actor=second)


@pytest.mark.parametrize(
    ("terms", "law"),
    [
        ({"ends_on": None}, "unit_role_deputy_has_end"),
        ({"ends_on": datetime.date(2020, 1, 1)}, "unit_role_ends_after_start"),
    ],
)
def test_database_refuses_a_deputy_without_days(
    secretary: User, unit: Unit, terms: dict[str, Any], law: str
) -> None:
    with pytest.raises(IntegrityError, match=law), transaction.atomic():
        make_deputy(secretary, unit, **terms)


def test_nobody_is_deputy_of_a_person_without_the_role(secretary: User, unit: Unit) -> None:
    terms = {"ends_on": (today() + DAY).isoformat(), "deputy_for": make_user("Không Vai Trò").pk}
    with pytest.raises(Refusal, match="Không Vai Trò"):
        granting.give_role(user=make_user(), actor=secretary, unit=unit.pk, role="secretariat", **terms)


def test_ended_roles_are_removed_and_noted(secretary: User, unit: Unit) -> None:
    deputy = make_deputy(secretary, unit, starts_on=today() - 2 * DAY, ends_on=today() - DAY)
    assert officials_services.end_roles() == 1
    deputy.refresh_from_db()
    assert (deputy.is_staff, deputy.unit_roles.exists()) == (False, False)
    assert Entry.objects.filter(act="role.end", unit_id=unit.pk).count() == 1


def test_role_is_due_for_review_after_a_year(secretary: User, unit: Unit) -> None:
    old = make_secretary(unit)
    UnitRole.objects.filter(user=old).update(starts_on=today() - 366 * DAY)
    assert (officials_services.mark_reviews(), officials_services.mark_reviews()) == (1, 0)
    role = UnitRole.objects.get(user=old)
    with pytest.raises(Refusal):
        officials_services.keep_role(role=role, actor=old)
    officials_services.keep_role(role=role, actor=secretary)
    assert officials_services.mark_reviews() == 0
    assert Entry.objects.filter(act="role.keep").get().actor == secretary
