"""Arbitrary bodies at every address get a sentence and change nothing."""

import io
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

import openpyxl
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lists.errors import FileRefused
from lists.reading.files import read_tables
from tests.access.house import everything, two_units
from tests.ballots import hall, team
from tests.entries import the_entry

pytestmark = pytest.mark.django_db
JSON = "application/json"
DEEP = "[" * 100_000
# Text with lone surrogates and NUL, which PostgreSQL cannot store.
TEXT = st.text(st.characters(), max_size=40)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(TEXT, inside, max_size=3),
    max_leaves=8,
)
Post = Callable[..., Any]


def bent(good: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return the strategy of messages that differ from a good one in one field."""
    one = st.fixed_dictionaries({}, optional=dict.fromkeys(good, ANYTHING))
    return one.filter(bool).map(lambda changes: {**good, **changes})


def attacked(strategy: st.SearchStrategy[Any], post: Post, *, accepted: tuple[int, ...] = ()) -> None:
    """Send examples; every answer must be a refusal with a sentence."""

    @settings(max_examples=30, suppress_health_check=list(HealthCheck), database=None)
    @given(strategy)
    def attack(body: Any) -> None:
        answer = post(body)
        assert 400 <= answer.status_code < 500 or answer.status_code in accepted, (answer.status_code, body)
        assert answer.content

    attack()


@pytest.mark.slow
def test_any_json_is_refused_with_a_sentence() -> None:
    house = two_units()
    house.walk_to("sealed")
    pk, member, voter = house.round.pk, house.client("member"), house.client("voter")
    commit = team.team(house.round)[0].make("commit")
    message = {"step": "commit", "attempt": 1, "payload": commit}
    steps: dict[str, tuple[Client, dict[str, Any]]] = {
        f"/committee/{pk}/post": (member, message),
        f"/vote/{pk}/issue": (voter, {"blinded": "00"}),
        f"/results/{pk}/sign": (member, {"hash": "00", "signature": "00"}),
    }
    before = everything()
    for path, (client, good) in steps.items():

        def send(body: Any, path: str = path, client: Any = client) -> Any:
            return client.post(
                path, body if isinstance(body, str | bytes) else json.dumps(body), content_type=JSON
            )

        attacked(bent(good) | ANYTHING | st.binary(max_size=80), send)
        assert send(DEEP).status_code == 400
    payloads = bent(commit).map(lambda payload: {**message, "payload": payload})
    attacked(payloads, lambda body: member.post(f"/committee/{pk}/post", json.dumps(body), content_type=JSON))
    assert {k for k, v in everything().items() if v != before[k]} <= {"ballots_ceremonymessage"}
    reason = {"step": "restart", "attempt": 1, "payload": {"reason": "Mất\0 máy \ud800" + "x" * 100_000}}
    assert member.post(f"/committee/{pk}/post", json.dumps(reason), content_type=JSON).status_code == 200
    assert the_entry(house.round, "ceremony_restarted").detail.startswith("Mất máy ?xxx")


@pytest.mark.slow
def test_the_box_takes_ballots_only() -> None:
    house = two_units()
    house.walk_to("open")
    path, client = f"/box/{house.round.pk}/cast", house.client("visitor")
    frame = hall.VoterDevice(house.round, house.people["voter"]).take().frame()
    flips = st.tuples(st.integers(0, len(frame) - 1), st.integers(1, 255))
    flipped = flips.map(lambda at: frame[: at[0]] + bytes([frame[at[0]] ^ at[1]]) + frame[at[0] + 1 :])
    before = everything()
    for kind in ("application/octet-stream", "multipart/form-data; boundary=x", "text/plain; charset=utf-7"):
        attacked(
            st.binary(max_size=200) | flipped,
            lambda body, kind=kind: client.generic("POST", path, body, kind),
        )
    assert everything() == before


@pytest.mark.slow
def test_forms_of_the_desk_refuse_with_a_sentence() -> None:
    house = two_units()
    house.walk_to("sealed")
    desk, client = f"/desk/{house.round.pk}", house.client("secretary")
    wrong = TEXT.filter(lambda text: not text.strip().isdecimal())
    before = everything()
    for part, fields in {
        "move": st.fixed_dictionaries({"action": TEXT}),
        "attendance": st.fixed_dictionaries({"present": wrong, "exchanged": TEXT, "withdrawn": TEXT}),
        "cancel": st.fixed_dictionaries({"reason": st.sampled_from(["", " \t", "\0", "x" * 1001])}),
    }.items():

        def send(body: Any, path: str = f"{desk}/{part}") -> Any:
            sent = urlencode({name: text.encode("utf-8", "surrogatepass") for name, text in body.items()})
            return client.generic("POST", path, sent, "application/x-www-form-urlencoded")

        attacked(fields, send)
        for kind in ("multipart/form-data", "multipart/form-data; boundary=x", "application/json"):
            assert client.post(f"{desk}/{part}", b"--x\r\nbroken", content_type=kind).status_code == 400
    assert everything() == before


def _roll() -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Họ và tên", "Thư điện tử hoặc tên đăng nhập", "Chức vụ"])
    book.active.append(["Nguyễn An", "an@example.test", "Trưởng phòng"])
    book.save(file)
    return file.getvalue()


def _packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(_roll())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_file_that_is_not_a_list_is_refused_with_a_sentence() -> None:
    """Arbitrary bytes, a broken archive, and a spreadsheet with damaged XML."""
    parts, roll = _parts(), _roll()
    spoilt = st.tuples(st.sampled_from(sorted(parts)), st.integers(0, 400), st.binary(max_size=12))
    files = st.one_of(
        st.binary(max_size=100),
        st.tuples(st.integers(0, len(roll)), st.binary(max_size=8)).map(
            lambda cut: roll[: cut[0]] + cut[1] + roll[cut[0] + len(cut[1]) :]
        ),
        spoilt.map(
            lambda how: _packed({**parts, how[0]: parts[how[0]][: how[1]] + how[2] + parts[how[0]][how[1] :]})
        ),
        st.sampled_from(sorted(parts)).map(
            lambda gone: _packed({name: content for name, content in parts.items() if name != gone})
        ),
    )

    def upload(content: bytes, name: str) -> None:
        with suppress(FileRefused):
            read_tables(name, content)

    @settings(max_examples=60, suppress_health_check=list(HealthCheck), database=None)
    @given(
        st.one_of(
            files.map(lambda content: (content, "roll.xlsx")),
            st.tuples(st.binary(max_size=100), st.just("a.csv")),
        )
    )
    def attack(file: tuple[bytes, str]) -> None:
        upload(*file)

    attack()


def test_page_of_a_list_answers_strange_forms() -> None:
    client = two_units().client("secretary")
    before = everything()
    for body in ({}, {"target": "x"}, {"target": "\0:\ud7ff:x"}, {"file": "no file"}):
        assert client.post("/lists/rolls/", body).status_code in (400, 404)
    assert everything() == before
