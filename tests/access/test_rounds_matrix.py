"""Roles × addresses of a round × methods × states, checked while a round passes its states."""

import re
from typing import Any

import pytest
from django.test import Client

from rounds.models import Round
from tests.access.addresses import fill
from tests.access.house import NOWHERE, TwoUnits, everything, two_units
from tests.access.matrix import EVERYBODY, LIFE, METHODS, ROUNDS, STATES, Row

pytestmark = pytest.mark.django_db
Clients = dict[str, Client]
Answer = tuple[int, str, str]
Nothing = dict[tuple[str, str, str], Answer]
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


def test_every_row_names_every_state() -> None:
    assert set(STATES) == set(Round.State.values)
    assert [row.route for row in ROUNDS if row.who.keys() != set(STATES)] == []


WALKS = [pytest.param(LIFE, id="from draft to archive"), pytest.param(("cancelled",), id="cancelled")]


@pytest.mark.slow
@pytest.mark.longest
@pytest.mark.parametrize("states", WALKS)
def test_every_role_gets_the_answer_of_the_matrix(states: tuple[str, ...]) -> None:
    house = two_units()
    clients = {role: house.client(role) for role in EVERYBODY}
    wrong: list[str] = []
    nothing: Nothing = {}
    for state in states:
        house.walk_to(state)
        before = everything()
        for row in ROUNDS:
            wrong += _look(house, clients, row, state, nothing)
        changed = [table for table, rows in everything().items() if rows != before[table]]
        wrong += [f"{state}: {table} was changed" for table in changed]
    assert not wrong, "\n".join(wrong)


def _look(house: TwoUnits, clients: Clients, row: Row, state: str, nothing: Nothing) -> list[str]:
    """Return the deviations from the row for all roles in one state; `nothing` caches answers."""
    wrong, method = [], row.methods[0]
    due = [role for role in clients if _is_due(row, role, state)]
    for role, client in ((role, clients[role]) for role in due):
        path = _path(house, row, house.round.pk)
        answer = _ask(client, method, path)
        is_in = role in row.who[state]
        expected = row.at.get(state, row.answer) if is_in else _door(row, role)
        if answer[0] != expected:
            wrong.append(f"{row.route} {method} {state} {role}: {answer[0]}, not {expected}")
            continue
        if "head" in row.methods and _ask(client, "head", path)[:2] != answer[:2]:
            wrong.append(f"{row.route} {state} {role}: HEAD is not answered as GET")
        key = (row.route, str(row.named), role)
        if not is_in and key not in nothing:
            nothing[key] = _ask(client, method, _path(house, row, NOWHERE))
        if not is_in and answer != nothing[key]:
            wrong.append(f"{row.route} {method} {state} {role}: tells that it exists")
    return wrong


def _is_due(row: Row, role: str, state: str) -> bool:
    """Return whether to try this role: roles admitted in some state in every state, all others in every third."""
    is_ever_in = any(role in roles for roles in row.who.values())
    turn = ROUNDS.index(row) + EVERYBODY.index(role) + STATES.index(state)
    return is_ever_in or turn % 3 == 0


@pytest.mark.slow
def test_no_other_method_does_anything() -> None:
    house = two_units()
    house.walk_to("open")
    clients = {role: house.client(role) for role in ("visitor", "stranger", "voter", "member", "secretary")}
    before, wrong = everything(), []
    for row in ROUNDS:
        for method in METHODS:
            if method in row.methods:
                continue
            for role, client in clients.items():
                status = _ask(client, method, _path(house, row, house.round.pk))[0]
                if status != (302 if row.login_first and role == "visitor" else 405):
                    wrong.append(f"{row.route} {method} {role}: {status}")
    assert not wrong, "\n".join(wrong)
    assert everything() == before


def _path(house: TwoUnits, row: Row, pk: object) -> str:
    parts = {"pk": pk, "document": house.document.pk, **row.named}
    return fill(row.route, **parts)


def _door(row: Row, role: str) -> int:
    return row.visitor if role == "visitor" else row.others


def _ask(client: Client, method: str, path: str) -> Answer:
    """Return status, redirect and text, without parts that depend on the address only."""
    response: Any = getattr(client, method)(path)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    pk = UUID.search(path)[0]  # type: ignore[index]
    text = body.decode(errors="replace").replace(pk, "…") if response.status_code != 200 else ""
    text = re.sub(r'(csrfmiddlewaretoken" value=|csrf": )"\w+"', "", text)
    return response.status_code, response.headers.get("Location", "").replace(pk, "…"), text
