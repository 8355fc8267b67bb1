"""Strange queries and forms at every address, as different people: refused or passed over, never an error of the server."""

import random
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client

from tests.access.addresses import fill, routes
from tests.access.house import TwoUnits, two_units

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
STRANGE = (
    *(
        "\0",
        "a\0b",
        "²",
        "９",
        "9" * 30,
        "9" * 5000,
        "-1",
        "1.5",
        "NaN",
        "x",
        "\ud800",
        "a\r\nb",
        "\u202e\u0301",
    ),
    *("01/01/0001", "31/12/9999", "0001-01-01", "9999-12-31T23:59", "31/12/2199 23:59", "%s{x}", "[]", " 1"),
)
ASKED = (
    *(
        "q",
        "o",
        "p",
        "e",
        "all",
        "page",
        "state",
        "unit",
        "plan",
        "campaign",
        "round",
        "user",
        "account",
        "person",
    ),
    *(
        "of_unit",
        "of_campaign",
        "held",
        "month",
        "day",
        "since",
        "collector",
        "language",
        "text",
        "target",
        "next",
    ),
)
NAMED = re.compile(r'<(?:input|select|textarea|button)\b[^>]*\bname="([^"]+)"')
ROLES = ("secretary", "keeper", "voter", "other_secretary")
PLACES = {
    "form": "csv",
    "name": "rolls",
    "kind": "summons",
    "ending": "pdf",
    "index": 1,
    "item": 1,
    "step": "approve",
    "language": "vi",
    "action": "freeze",
    "exemption": 1,
    "sha256": "0",
    "token": "x",
    "content_type_id": 1,
}
LEFT_OUT = {
    "health/",
    "accounts/logout/",
    "admin/logout/",
}  # a failing part is answered with 503; who logs out is out
FORM = "application/x-www-form-urlencoded"


def written(fields: dict[str, str]) -> str:
    return urlencode({name: text.encode("utf-8", "surrogatepass") for name, text in fields.items()})


def answers(client: Client, path: str, chance: random.Random) -> Iterator[Any]:
    """Yield the answers to strange requests at an address; nothing of what they do stays."""

    def sent(method: str, *args: Any, **named: Any) -> Any:
        with transaction.atomic():
            answer = getattr(client, method)(*args, **named)
            transaction.set_rollback(True)
        return answer

    def strange(names: Any) -> str:
        return written({name: chance.choice(STRANGE) for name in names})

    plain = sent("get", path)
    yield plain
    yield sent("get", f"{path}?{strange(ASKED)}")
    yield sent("get", f"{path}?q=%ff%fe&%ff=1&page=%00")
    names = {*ASKED} if plain.streaming else {*ASKED, *NAMED.findall(plain.content.decode(errors="replace"))}
    for kept in (0, 0.7):
        yield sent(
            "post", path, strange(sorted(n for n in names if chance.random() >= kept)), content_type=FORM
        )
    yield sent(chance.choice(("put", "patch", "delete", "head", "options")), path)


def addresses(house: TwoUnits) -> list[str]:
    """Return every address, with rows of the first unit where there are some."""
    rows, dossier = house.rows(), house.document
    parts = {**PLACES, "key": house.round.pk, "document": dossier.pk}
    found = []
    for route in sorted(set(routes()) - LEFT_OUT):
        row = rows.get(route.split("/")[2] if route.count("/") > 2 else "", 1)
        whole = house.round.campaign_id if "campaigns" in route else house.plan.pk
        pk = house.round.pk if "<uuid:pk>" in route else whole
        found.append(fill(route, **parts, object_id=row, pk=pk))
    return found


@pytest.mark.longest
@pytest.mark.parametrize("role", ROLES)
def test_no_strange_request_is_an_error(role: str) -> None:
    house, chance, wrong = two_units(), random.Random(role), []
    client = house.client(role)
    house.walk_to("announced")
    all_of_them, number = addresses(house), ROLES.index(role)
    for path in all_of_them[number - 1 :: 3] if number else all_of_them:
        found = [one for one in answers(client, path, chance) if one.status_code >= 500]
        wrong += [f"{path} {one.request}" for one in found]
    assert not wrong, "\n".join(wrong)
