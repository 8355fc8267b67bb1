"""Indirect access to admin data: filters, pop-ups, suggestions, foreign ids in a form."""

import re
from collections.abc import Iterable
from typing import Any

import pytest
from django.test import Client

from officials.models import Official, Unit, User
from rounds.models import Round
from tests.access.house import NO_ROW, TwoUnits, everything, two_units
from tests.roles import make_official, make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> TwoUnits:
    return two_units()


@pytest.fixture
def desk(house: TwoUnits) -> Client:
    """The browser of the secretary of the other unit."""
    return house.client("other_secretary")


ASKED = [
    "officials/user/?password__startswith=md5", "officials/user/?last_login__gt=2020-01-01",
    "officials/user/?email__startswith=a", "officials/user/?is_superuser__exact=1",
    "officials/user/?unit_roles__unit__name__startswith=C", "officials/user/?_to_field=password",
    "officials/dossier/?official__user__password__startswith=a", "rounds/round/?state__exact=%00",
    "rounds/round/?campaign__unit__name=x", "officials/official/?user__email=a",
    "officials/unitrole/?role__in=a,b",
]  # fmt: skip


def test_admin_lists_cannot_be_filtered_by_guessed_text(desk: Client) -> None:
    assert [asked for asked in ASKED if desk.get(f"/admin/{asked}").status_code != 400] == []
    assert desk.get("/admin/officials/user/?is_active__exact=1").status_code == 200


def test_people_of_other_units_are_neither_listed_nor_suggested(house: TwoUnits, desk: Client) -> None:
    make_user("Người mới đến", "moi-den", unit=house.elsewhere)
    make_user("Người chưa thuộc đâu", "chua-thuoc-dau")
    own = {"other_voter", "other_member", "other_secretary"}
    names = [name for name in house.people if name not in own]
    pages = [
        "/admin/officials/user/", "/admin/officials/user/?q=Người", "/admin/people/?q=Người",
        "/admin/officials/unitrole/add/", "/admin/officials/official/add/", "/admin/rounds/round/",
        f"/admin/rounds/round/{house.other_round.pk}/change/",
    ]  # fmt: skip
    text = "".join(desk.get(page).text for page in pages)
    assert "moi-den" in text
    assert "chua-thuoc-dau" not in text
    assert [name for name in names if re.search(rf"(?<!\w){name}@|· {name}\b", text)] == []
    for model, field in (("unitrole", "user"), ("official", "user"), ("dossier", "official")):
        query = f"app_label=officials&model_name={model}&field_name={field}&term="
        assert desk.get(f"/admin/autocomplete/?{query}").status_code == 404


@pytest.mark.slow
def test_foreign_ids_in_a_form_are_answered_like_unknown_ids(house: TwoUnits, desk: Client) -> None:
    rows = house.rows()
    before = everything()
    for path, fields in _crossing(rows).items():
        answers = []
        for pk in ("theirs", "nothing"):
            named = {name: str(value if pk == "theirs" else _like(value)) for name, value in fields.items()}
            response = desk.post(path, {**_form(house, path), **named})
            answers.append((response.status_code, _without(named, response.context["errors"])))
        assert answers[0] == answers[1], path
        assert answers[0][0] == 200
    assert everything() == before


def _without(named: dict[str, str], errors: Iterable[Any]) -> list[str]:
    """Return the errors without the values that they repeat."""
    texts = [str(error) for error in errors]
    for value in named.values():
        texts = [text.replace(value, "…") for text in texts]
    return texts


def _crossing(rows: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return {address: fields that name a row of the first unit}."""
    return {
        "/admin/rounds/elector/add/": {"round": rows["round"]},
        "/admin/officials/unit/add/": {"parent": rows["unit"]},
        "/admin/officials/unitrole/add/": {"unit": rows["unit"]},
        "/admin/officials/dossier/add/": {"official": f"số {rows['official']}"},
        "/admin/rounds/campaign/add/": {"unit": rows["unit"]},
        "/admin/rounds/round/add/": {"unit": rows["unit"], "campaign": rows["campaign"]},
    }


def _like(value: Any) -> Any:
    if isinstance(value, str) and value.startswith("số "):
        return f"số {NO_ROW}"
    return NO_ROW if isinstance(value, int) else "5bb7f1a2-0000-4000-8000-00000000dead"


def _form(house: TwoUnits, path: str) -> dict[str, str]:
    """Return the other fields of the form, so that only the foreign id is wrong."""
    formset = {f"documents-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    return {
        "user": "other_voter", "capacity": "", "role": "leadership", "name": "Tên", "place": "Hà Nội",
        "title": "Tên", "starts_on": "2026-01-01",
        "ends_on": "2026-12-31", **formset,
    }  # fmt: skip


@pytest.mark.slow
def test_parts_of_another_round_cannot_be_changed(house: TwoUnits) -> None:
    """The form of the own round names a line or member of another round by its id."""
    mine = house.client("secretary")
    foreign = house.other_round.lines.get()
    path = f"/admin/rounds/round/{house.round.pk}/change/"
    fields = {"lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "1", "lines-0-id": str(foreign.pk)}
    team = {"committee-TOTAL_FORMS": "0", "committee-INITIAL_FORMS": "0", "lines-0-DELETE": "on"}
    before = everything()
    assert mine.post(path, {**fields, **team, "lines-0-round": str(house.round.pk)}).status_code == 200
    assert mine.post(path, {"lines-0-id": "x"}).status_code == 200
    assert everything() == before


def test_there_are_no_actions_over_many_rows(house: TwoUnits) -> None:
    keeper = house.client("keeper")
    before = everything()
    for table in ("officials/user", "officials/official", "rounds/round"):
        everyone = list(map(str, (Round if "round" in table else User).objects.values_list("pk", flat=True)))
        data = {"action": "delete_selected", "_selected_action": everyone, "index": "0", "post": "yes"}
        keeper.post(f"/admin/{table}/", data)
    assert everything() == before


def test_person_of_two_units_is_changed_by_neither_secretary(house: TwoUnits, desk: Client) -> None:
    """The account of an official determines access to the result, and posts belong to the person."""
    shared = make_official(house.elsewhere, "Hoàng Hai Nơi")
    shared.posts.create(unit=house.unit, title="Bí thư Chi bộ")
    path = f"/admin/officials/official/{shared.pk}"
    posts = {f"posts-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    desk.post(f"{path}/change/", {"full_name": "Đổi", "user": "other_secretary", **posts})
    assert desk.post(f"{path}/delete/", {"post": "yes"}).status_code == 403
    found = Official.objects.get(pk=shared.pk)
    assert (found.full_name, found.user, found.posts.count()) == ("Hoàng Hai Nơi", None, 2)


def test_secretary_cannot_move_the_own_topmost_unit(house: TwoUnits, desk: Client) -> None:
    """The secretary of a superior unit has all units below, so moving a unit must not gain access."""
    below = make_unit("Phòng Dưới", parent=house.elsewhere)
    data = {"name": "Phòng Dưới", "place": "Hà Nội", "parent": str(house.unit.pk)}
    assert desk.post(f"/admin/officials/unit/{below.pk}/change/", data).status_code == 200
    data["parent"] = str(house.elsewhere.pk)
    assert desk.post(f"/admin/officials/unit/{house.unit.pk}/change/", data).status_code == 302
    assert Unit.objects.get(pk=below.pk).parent_id == house.elsewhere.pk
    assert Unit.objects.get(pk=house.unit.pk).parent_id is None
