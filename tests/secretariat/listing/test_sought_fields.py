"""A unit is chosen from a short list, or typed with suggestions where there are many."""

import json
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.test import Client

from officials.models import Unit
from secretariat.sought_fields import FEW, RowField, suggestion
from tests.roles import make_campaign, make_official, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(unit: Unit) -> list[Unit]:
    return [make_unit(f"Phòng {number:02}", parent=unit) for number in range(FEW)]


def field() -> RowField:
    return RowField(Unit.objects.select_related("parent"))


def shown(unit: Unit) -> str:
    widget: Any = field().widget
    return str(widget.render("unit", unit.pk))


def test_a_few_are_a_list(unit: Unit) -> None:
    assert f'<option value="{unit.pk}" selected>' in shown(unit)


def test_many_are_typed(unit: Unit, many: list[Unit]) -> None:
    html = shown(many[0])
    assert f'value="Phòng 00 · {unit} · số {many[0].pk}"' in html
    assert 'list="units"' in html
    assert "Phòng 01" not in html


@pytest.mark.parametrize("text", ["{pk}", "Phòng 03, Cục · số {pk}", "phòng 03", "  Phòng   03 "])
def test_number_suggestion_and_name_are_read(many: list[Unit], text: str) -> None:
    assert field().clean(text.format(pk=many[3].pk)) == many[3]


def test_namesakes_are_told_apart(many: list[Unit]) -> None:
    twin = make_unit("Phòng 03", parent=many[0])
    with pytest.raises(ValidationError) as refused:
        field().clean("Phòng 03")
    assert suggestion(twin) in refused.value.messages[0]
    assert field().clean(suggestion(twin)) == twin


@pytest.mark.parametrize("text", ["Không có", "số 999999999", "999999999", "9" * 40, "số " + "9" * 18])
def test_unknown_names_and_numbers_are_refused(many: list[Unit], text: str) -> None:
    with pytest.raises(ValidationError):
        field().clean(text)


def test_the_same_unit_typed_again_is_no_change(many: list[Unit]) -> None:
    assert not field().has_changed(many[0].pk, suggestion(many[0]))
    assert field().has_changed(many[0].pk, suggestion(many[1]))
    assert field().has_changed(many[0].pk, "Không có")


def suggested(desk: Client, kind: str, text: str) -> list[str]:
    found: list[str] = json.loads(desk.get(f"/admin/people/{kind}/", {"q": text}).content)["people"]
    return found


def test_own_units_are_suggested_by_part_of_the_name(desk: Client, unit: Unit, many: list[Unit]) -> None:
    make_unit("Phòng 07 nơi khác")
    assert suggested(desk, "units", "phong 07") == [suggestion(many[7])]
    assert suggested(desk, "units", "") == []


def test_any_unit_may_manage(desk: Client, unit: Unit) -> None:
    above = make_unit("Ban Tổ chức Trung ương")
    assert suggested(desk, "authorities", "to chuc") == [suggestion(above)]


def test_campaigns_are_suggested_with_their_unit(desk: Client, unit: Unit) -> None:
    campaign = make_campaign(unit, name="Đợt giữa nhiệm kỳ")
    assert suggested(desk, "campaigns", "giua") == [f"Đợt giữa nhiệm kỳ · {unit} · số {campaign.pk}"]


@pytest.mark.slow
def test_a_post_is_saved_with_a_unit_that_was_typed(desk: Client, unit: Unit, many: list[Unit]) -> None:
    official = make_official(unit, "Nguyễn Văn An")
    address = f"/admin/officials/official/{official.pk}/change/"
    page = desk.get(address)
    assert page.text.count("<option") < 40
    form = {
        "full_name": "Nguyễn Văn An",
        "posts-TOTAL_FORMS": "2",
        "posts-INITIAL_FORMS": "1",
        "posts-0-id": official.posts.get().pk,
        "posts-0-official": official.pk,
        "posts-0-unit": unit.pk,
        "posts-0-title": "Trưởng phòng",
        "posts-0-kind": "work",
        "posts-1-official": official.pk,
        "posts-1-unit": suggestion(many[3]),
        "posts-1-title": "Bí thư chi bộ",
        "posts-1-kind": "party",
    }
    assert desk.post(address, form).status_code == 302
    assert official.posts.filter(unit=many[3], title="Bí thư chi bộ").exists()


class AnyUnitForm(forms.Form):
    """A form whose class is made once, as for all requests."""

    unit = RowField(queryset=Unit.objects.none())

    def __init__(self, units: list[Unit]) -> None:
        super().__init__()
        chosen: Any = self.fields["unit"]
        chosen.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])


def test_a_form_never_shows_the_units_of_another_request(many: list[Unit]) -> None:
    assert "Phòng 01" in str(AnyUnitForm([many[1]])["unit"])
    other = str(AnyUnitForm([many[2]])["unit"])
    assert "Phòng 02" in other
    assert "Phòng 01" not in other
