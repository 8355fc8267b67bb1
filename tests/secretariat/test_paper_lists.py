"""Lists on paper: people summoned with a column to sign, and labels."""

import io

import pdfplumber
import pytest
from django.test import Client
from django.urls import reverse

from officials.models import User
from rounds.models import Round
from tests.roles import make_draft_round, make_unit, make_user

pytestmark = pytest.mark.django_db


def pages(desk: Client, round_: Round, kind: str) -> list[str]:
    answer = desk.post(reverse("secretariat:print_list", args=[round_.pk]), {"list": kind})
    assert answer.status_code == 200
    with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
        return [page.extract_text() for page in pdf.pages]


@pytest.mark.slow
def test_everybody_summoned_has_a_place_to_sign(desk: Client, draft_round: Round) -> None:
    draft_round.electors.update(capacity="Chuyên viên")
    text = "\n".join(pages(desk, draft_round, "summoned"))
    assert "DANH SÁCH TRIỆU TẬP" in text
    assert "Ký tên" in text
    assert text.count("Chuyên viên") == 6
    assert "Danh sách có 06 người" in text
    names = [str(one) for one in draft_round.electors.all()]
    assert [name for name in names if name not in text.replace("\n", " ")] == []


def test_the_list_is_in_the_order_of_names(desk: Client, draft_round: Round) -> None:
    people = [make_user(name) for name in ("Lê Văn Bình", "Phạm Thị Ánh", "Trần An")]
    draft_round.electors.all().delete()
    for one in people:
        draft_round.electors.create(user=one)
    text = "".join(pages(desk, draft_round, "summoned"))
    places = [text.index(name) for name in ("Trần An", "Phạm Thị Ánh", "Lê Văn Bình")]
    assert places == sorted(places)


@pytest.mark.slow
def test_labels_are_24_to_a_sheet_with_name_and_unit(desk: Client, secretary: User) -> None:
    unit = secretary.unit
    round_ = make_draft_round(unit, voters=[make_user(unit=unit) for _number in range(25)])
    sheets = pages(desk, round_, "labels")
    assert [sheet.count("Cục Công Thương") for sheet in sheets] == [24, 1]


def test_a_frozen_round_prints_names_as_frozen(desk: Client, frozen_round: Round) -> None:
    elector = frozen_round.electors.all()[0]
    User.objects.filter(pk=elector.user_id).update(full_name="Tên Đã Đổi")
    text = "".join(pages(desk, frozen_round, "summoned"))
    assert elector.name in text.replace("\n", " ")
    assert "Tên Đã Đổi" not in text


def test_names_are_text_and_never_tags(desk: Client, draft_round: Round) -> None:
    User.objects.filter(pk=draft_round.electors.all()[0].user_id).update(full_name="Lê <b>A</b>")
    assert "<b>A</b>" in "".join(pages(desk, draft_round, "labels"))


@pytest.mark.slow
def test_a_rehearsal_says_so(desk: Client, secretary: User) -> None:
    assert secretary.unit
    round_ = make_draft_round(secretary.unit, is_rehearsal=True)
    for kind in ("summoned", "labels"):
        assert "BẢN DIỄN TẬP" in pages(desk, round_, kind)[0]


def test_other_lists_and_other_units_are_unknown(desk: Client, draft_round: Round) -> None:
    other = make_draft_round(make_unit())
    for round_, kind, answer in ((draft_round, "owners", 400), (other, "labels", 404)):
        address = reverse("secretariat:print_list", args=[round_.pk])
        assert desk.post(address, {"list": kind}).status_code == answer
