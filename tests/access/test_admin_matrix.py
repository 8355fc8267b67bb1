"""Administration and account pages: roles × addresses × methods; refusals reveal and change nothing."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.access.addresses import fill, routes
from tests.access.house import NO_ROW, NOWHERE, TwoUnits, everything, two_units
from tests.access.matrix import EVERYBODY, ROUNDS
from tests.access.matrix_admin import ADMIN, OTHERS, POSTED, SKIPPED, STAFF

pytestmark = pytest.mark.django_db


def test_every_address_has_a_row() -> None:
    known = {row.route for row in ROUNDS} | ADMIN.keys() | OTHERS.keys()
    assert known == set(routes())


@pytest.mark.slow
def test_staff_get_the_answer_of_the_matrix() -> None:
    house = two_units()
    clients, rows = {role: house.client(role) for role in STAFF}, house.rows()
    before, wrong = everything(), []
    for route, expected in ADMIN.items():
        for role, client in clients.items():
            for method, status in _asked(route, expected, role):
                answer = _ask(client, method, _path(house, rows, route))
                if answer[0] != status:
                    wrong.append(f"{route} {method} {role}: {answer[0]}, not {status}")
                elif _hides(route, role) and answer != _ask(client, method, _path(house, None, route)):
                    wrong.append(f"{route} {method}: tells that it exists")
    assert not wrong, "\n".join(wrong)
    assert everything() == before


def _asked(route: str, expected: tuple[int, ...], role: str) -> list[tuple[str, int]]:
    """Return (method, expected status) of each request to try; the keeper sends no POST."""
    number = STAFF.index(role)
    got, posted = ("get", expected[number]), ("post", POSTED.get(route, expected)[number])
    return [got] if role == "keeper" or posted[1] == SKIPPED else [got, posted]


def _hides(route: str, role: str) -> bool:
    """Return whether the row's existence must be hidden from this user."""
    return role == "other_secretary" and "<" in route and ADMIN[route][1] != 200


@pytest.mark.slow
def test_anonymous_visitors_are_redirected_to_login_everywhere() -> None:
    house = two_units()
    clients = {role: house.client(role) for role in EVERYBODY if role not in STAFF}
    rows, before, wrong = house.rows(), everything(), []
    for number, route in enumerate(
        route for route in ADMIN if route not in ("admin/login/", "admin/logout/")
    ):
        # All roles are tried at the first address; at the others a sample, so that each role and each address occurs.
        for place, (role, client) in enumerate(clients.items()):
            method = ("get", "post", "put", "delete", "head", "options")[(number + place) % 6]
            if number and (number + place) % 3:
                continue
            answer = _ask(client, method, _path(house, rows, route))
            if answer[0] != 302 or not answer[1].startswith(
                ("/admin/login/?next=", "/accounts/login/?next=")
            ):
                wrong.append(f"{route} {method} {role}: {answer}")
    assert not wrong, "\n".join(wrong)
    assert everything() == before


@pytest.mark.slow
def test_accounts_and_public_pages() -> None:
    house = two_units()
    clients = {role: house.client(role) for role in ("visitor", "stranger", "voter")}
    before, wrong = everything(), []
    for route, expected in OTHERS.items():
        person = "voter" if route == "accounts/logout/" else "stranger"
        asked = [(role, method) for role in ("visitor", person) for method in ("get", "post")]
        for (role, method), status in zip(asked, expected, strict=True):
            pk = NOWHERE if "<uuid:pk>" in route else NO_ROW
            path = fill(
                route,
                pk=pk,
                kind="vote",
                token="x",
                key=NOWHERE,
                language="vi",
                step="submit",
                index=1,
                name="units",
                form="csv",
                ending="pdf",
                item=1,
                sha256="0",
            )
            answer = _ask(clients[role], method, path)
            if answer[0] != status:
                wrong.append(f"{route} {method} {role}: {answer[0]}, not {status}")
    assert not wrong, "\n".join(wrong)
    assert everything() == before


def _path(house: TwoUnits, rows: dict[str, Any] | None, route: str) -> str:
    """Return the path of a row of the first unit; without `rows`, of a row that does not exist."""
    table = route.split("/")[2] if route.count("/") > 2 else ""
    row = NO_ROW if rows is None else rows.get(table, 1)
    pk = NOWHERE if rows is None else house.round.pk
    if table == "round":
        row = pk
    return fill(route, pk=pk, object_id=row, content_type_id=1, form="xlsx")


def _ask(client: Client, method: str, path: str) -> tuple[int, str, str]:
    """Return status, redirect and text, without parts that depend on the address only."""
    response: Any = getattr(client, method)(path)
    place = response.headers.get("Location", "")
    said = [str(message) for message in response.wsgi_request._messages][-1:]
    text = response.content.decode(errors="replace") if response.status_code == 403 else "".join(said)
    return response.status_code, _plain(place), _plain(text)


def _plain(text: str) -> str:
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\b\d+\b", "…", text)
