"""A page that can no longer be saved says what happened, by whom, what can be done now, and what was typed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from officials import services as officials_services
from officials.models import Unit, User
from rounds.models import Round
from rounds.services import configuring, moves, planning
from tests.roles import make_official, make_plan, make_user
from tests.secretariat.two_people import opened, sent

pytestmark = pytest.mark.django_db


def texts(page: Any) -> dict[str, str]:
    return {label: text for group in page.context["groups"] for label, text in group.fields}


@pytest.mark.slow
def test_round_frozen_meanwhile(second: Client, secretary: User, draft_round: Round) -> None:
    make_user("Đỗ Văn Thêm", "them", unit=draft_round.unit)
    form = opened(second, draft_round)
    moves.freeze_round(round_id=draft_round.pk, actor=secretary, reason="Họp gấp")
    typed = {"title": "Tên mới", "lines__0__block": "Lãnh đạo", "committee__3__user": "them"}
    page = sent(second, draft_round, form, **typed)
    assert page.status_code == 409
    assert secretary.full_name in page.context["said"][0]
    assert page.context["said"][1].endswith("đổi thành “đã chốt nội dung”")
    assert "hủy" in page.context["why"]
    assert [*texts(page).values()][:3] == ["Tên mới", "Lãnh đạo", "Đỗ Văn Thêm"]
    assert draft_round.title != "Tên mới"


@pytest.mark.slow
def test_person_on_the_roll_of_a_frozen_round(second: Client, secretary: User, draft_round: Round) -> None:
    voter = draft_round.electors.all()[0]
    form = opened(second, voter)
    moves.freeze_round(round_id=draft_round.pk, actor=secretary, reason="Họp gấp")
    page = sent(second, voter, form, capacity="Chuyên viên chính")
    assert page.status_code == 409
    assert secretary.full_name in page.context["said"][0]
    assert [*texts(page).values()] == ["Chuyên viên chính"]


def test_plan_submitted_meanwhile(second: Client, secretary: User, unit: Unit) -> None:
    plan = make_plan(unit, signer="Lê Ký", signer_title="Cục trưởng")
    form = opened(second, plan)
    planning.approve(plan=plan, number="7/KH", date=plan.starts_on, actor=secretary)
    page = sent(second, plan, form, purpose="Mục đích mới")
    assert page.status_code == 409
    assert page.context["back"] == reverse("secretariat:plan", args=[plan.pk])
    assert [*texts(page).values()] == ["Mục đích mới"]


def test_removed_meanwhile(second: Client, unit: Unit) -> None:
    official = make_official(unit, "Trần Hai Chức")
    form, key = opened(second, official), official.pk
    officials_services.remove(row=official)
    typed = {**form, "staff_code": "CB-9", "posts-0-evidence": "QĐ 5"}
    page = second.post(reverse("admin:officials_official_change", args=[key]), typed)
    assert page.status_code == 409
    assert {"CB-9", "QĐ 5", "nơi công tác"} < {*texts(page).values()}
    assert "Đơn vị" not in texts(page)  # only the number of a row was sent


def test_unknown_and_foreign_rows_are_answered_alike(
    second: Client, draft_round: Round, other_unit: Unit
) -> None:
    foreign = make_official(other_unit, "Người Khác").pk
    form = {"seen": "0", "full_name": "X"}
    pages = [
        second.post(reverse("admin:officials_official_change", args=[key]), form) for key in (foreign, 987654)
    ]
    assert [page.status_code for page in pages] == [409, 409]
    assert pages[0].context["said"] == pages[1].context["said"]
    assert "Người Khác" not in pages[0].content.decode()


def test_removed_round(second: Client, draft_round: Round) -> None:
    form, key = opened(second, draft_round), draft_round.pk
    configuring.remove_draft(round_id=key)
    page = second.post(reverse("admin:rounds_round_change", args=[key]), {**form, "title": "Tên mới"})
    assert page.status_code == 409
    assert "Tên mới" in page.content.decode()
