"""Secretaries of a topmost unit see the heads of the log, download them, and compare a printed one."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import ChainLink
from audit.services import note, note_head
from documents.wording import grouped
from officials.models import Unit, User
from tests.audit.chain import linked
from tests.owner import unguarded
from tests.roles import make_secretary, make_unit

pytestmark = pytest.mark.django_db
PATH = "/log/heads/"


@pytest.fixture
def link() -> ChainLink:
    """The last link of the chain, kept as the head of today."""
    with transaction.atomic():
        note("unit.save", text="Một")
    last = linked()[-1]
    note_head()
    return last


@pytest.fixture
def keeper(client: Client, secretary: User) -> Client:
    client.force_login(secretary)
    return client


def printed(link: ChainLink) -> str:
    return grouped(bytes(link.hash).hex())


def test_heads_are_listed_as_they_are_printed(keeper: Client, link: ChainLink) -> None:
    page = keeper.get(PATH).content.decode()
    assert printed(link) in page
    assert f"{timezone.localdate():%d/%m/%Y}" in page


def unbroken(link: ChainLink) -> str:
    return bytes(link.hash).hex()


def small(link: ChainLink) -> str:
    return f"  {printed(link).lower()} "


@pytest.mark.parametrize("how", [printed, unbroken, small])
def test_head_that_the_log_holds(keeper: Client, link: ChainLink, how: Callable[[ChainLink], str]) -> None:
    page = keeper.get(PATH, {"head": how(link)}).content.decode()
    assert "Nhật ký có mã này" in page
    assert f"mắt xích số {link.number}" in page


def test_head_that_the_log_does_not_hold(keeper: Client, link: ChainLink) -> None:
    page = keeper.get(PATH, {"head": "ab" * 32}).content.decode()
    assert "Nhật ký không có mã này" in page


@pytest.mark.parametrize("typed", ["AB12", "x" * 64, "\0", "é" * 64])
def test_text_that_is_no_head(keeper: Client, link: ChainLink, typed: str) -> None:
    page = keeper.get(PATH, {"head": typed}).content.decode()
    assert "Nhật ký có mã này" not in page
    assert "Nhật ký không có mã này" not in page


def test_file_holds_every_day(keeper: Client, link: ChainLink) -> None:
    lines = keeper.get("/log/heads.csv").content.decode().splitlines()
    assert lines[0] == "ngay,mat_xich,ma"
    assert lines[-1].split(",")[1:] == [str(link.number), bytes(link.hash).hex()]


def test_secretary_of_a_unit_below_sees_no_heads(client: Client, unit: Unit, link: ChainLink) -> None:
    client.force_login(make_secretary(make_unit(parent=unit)))
    assert [client.get(path).status_code for path in (PATH, "/log/heads.csv")] == [404, 404]
    assert PATH not in client.get("/rights/").content.decode()


def test_page_does_not_grow_with_the_years(keeper: Client, link: ChainLink) -> None:
    keeper.get(PATH)
    few = queries(keeper)
    with unguarded() as cursor:
        cursor.execute(
            "INSERT INTO audit_head (day, number, hash) "
            "SELECT day - n, number, hash FROM audit_head, generate_series(1, 900) n"
        )
    assert queries(keeper) == few
    assert len(keeper.get(PATH).content) < 30_000


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(PATH)
    return len(asked)
