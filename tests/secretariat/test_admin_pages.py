"""Every page of the secretariat opens, and only with permission."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from rounds.models import Round

pytestmark = pytest.mark.django_db
TABLES = [model._meta.label_lower.replace(".", "_") for model in admin.site._registry]

WITHOUT_FORM = {"officials_post"}  # posts are entered with their official


@pytest.mark.slow
def test_forms_open(desk: Client, draft_round: Round) -> None:
    for table in sorted({*TABLES} - WITHOUT_FORM):
        query = f"?round={draft_round.pk}" if table == "rounds_elector" else ""
        assert desk.get(reverse(f"admin:{table}_add") + query).status_code == 200, table


def test_errors_name_the_field_and_what_to_write(desk: Client) -> None:
    form = {"full_name": "Lê An", "username": "lê an", "email": "không có"}
    page = desk.post(reverse("admin:officials_user_add"), form).content.decode()
    assert (
        "Tên đăng nhập: Tên đăng nhập chỉ gồm chữ cái, chữ số và các ký tự @/./+/-/_, không có dấu cách."
        in page
    )
    assert "Địa chỉ thư điện tử: Địa chỉ thư điện tử không hợp lệ." in page
    assert "<title>Thêm tài khoản" in page.replace("\n", "")  # the script of every page adds “Lỗi:”


def test_post_is_added_with_its_official_only(desk: Client) -> None:
    assert desk.get(reverse("admin:officials_post_add")).status_code == 403


def test_the_start_page_says_what_is_to_be_done(desk: Client, draft_round: Round) -> None:
    page = desk.get(reverse("admin:index"))
    assert draft_round.title in page.text


def test_a_draft_opens_in_steps(desk: Client, draft_round: Round) -> None:
    page = desk.get(reverse("admin:rounds_round_change", args=[draft_round.pk]))
    assert page.status_code == 200
    for part in ("general", "lines", "electors", "committee", "check", "freeze"):
        assert f'id="{part}"' in page.text


def test_a_frozen_round_is_read_only(desk: Client, frozen_round: Round) -> None:
    page = desk.get(reverse("admin:rounds_round_change", args=[frozen_round.pk]))
    assert page.status_code == 200
    assert 'name="title"' not in page.text
    assert f"/desk/{frozen_round.pk}/" in page.text
