"""Merging cannot be undone, so where a unit has two secretaries it takes both."""

import pytest
from django.test import Client
from django.urls import reverse

from approvals import services
from approvals.models import ApprovalRequest
from common.refusals import Refusal
from officials.models import Official, Post, Unit, User
from rounds.models import Line
from secretariat.official_field import suggestion
from tests.roles import make_official, make_round, make_secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(unit: Unit) -> User:
    return make_secretary(unit, "Đoàn Thị Duyệt")


@pytest.fixture
def pair(unit: Unit) -> tuple[Official, Official]:
    return make_official(unit, "Lê An"), make_official(unit, "Lê Văn An", posts=("Bí thư Chi bộ",))


def ask(pair: tuple[Official, Official], actor: User) -> ApprovalRequest:
    kept, merged = pair
    client = Client()
    client.force_login(actor)
    path = reverse("admin:officials_official_merge", args=[kept.pk])
    assert client.post(path, {"other": suggestion(merged), "reason": "Nhập trùng"}).status_code == 302
    return ApprovalRequest.objects.get()


def merged_into(pair: tuple[Official, Official]) -> Official | None:
    pair[1].refresh_from_db()
    return pair[1].merged_into


def test_it_waits_for_a_second_person(pair: tuple[Official, Official], secretary: User, second: User) -> None:
    request = ask(pair, secretary)
    assert merged_into(pair) is None
    services.confirm(request_id=request.pk, actor=second)
    assert merged_into(pair) == pair[0]


def test_the_second_person_reads_what_changes(
    pair: tuple[Official, Official], unit: Unit, secretary: User, second: User
) -> None:
    Line.objects.create(round=make_round(unit, title="Hội nghị cuối năm"), official=pair[1], position=1)
    [one] = ask(pair, secretary).shown
    changes = {name: (before, after) for name, before, after in one["changes"]}
    assert changes["merged"] == ("", f"Lê Văn An ({pair[1].pk})")
    assert changes["posts"][1] == f"Bí thư Chi bộ, {unit.name}; Trưởng phòng, {unit.name}"
    assert changes["rounds"] == ("", "Hội nghị cuối năm")
    assert changes["reason"] == ("", "Nhập trùng")


def test_one_secretary_merges_alone_and_that_is_recorded(
    pair: tuple[Official, Official], secretary: User
) -> None:
    assert ask(pair, secretary).state == "alone"
    assert merged_into(pair) == pair[0]


def test_a_record_that_changed_meanwhile_is_not_merged(
    pair: tuple[Official, Official], unit: Unit, secretary: User, second: User
) -> None:
    request = ask(pair, secretary)
    Post.objects.create(official=pair[1], unit=unit, title="Ủy viên")
    with pytest.raises(Refusal, match="đã thay đổi"):
        services.confirm(request_id=request.pk, actor=second)
    assert merged_into(pair) is None


@pytest.mark.slow
def test_both_records_show_that_it_waits(
    pair: tuple[Official, Official], secretary: User, second: User, client: Client
) -> None:
    request = ask(pair, secretary)
    client.force_login(second)
    for official in pair:
        page = client.get(reverse("admin:officials_official_change", args=[official.pk])).text
        assert reverse("secretariat:approval", args=[request.pk]) in page
