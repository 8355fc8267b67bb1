"""Each code that the product states is registered with words, and each room's services state what they do."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from audit import acts
from audit.models import Entry
from officials import services
from officials.accounts import services as account_services
from officials.models import Dossier, Official, PersonRequest, Post, Unit, UnitRole, User
from operations.embedded.places import BASE_DIR
from tests.roles import make_unit, make_user
from tests.tinnhiem.upward import FLOORS

pytestmark = pytest.mark.django_db


def stated_codes(path: Path) -> Iterator[str]:
    """Yield the codes that a module gives to `act` and `note` as plain text."""
    text = path.read_text()
    if not re.search(r"\b(act|note)\(", text):
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("act", "note") and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant):
                yield str(first.value)


def test_each_stated_code_is_registered() -> None:
    paths = [path for room in FLOORS for path in (BASE_DIR / room).rglob("*.py")]
    found = {code for path in paths for code in stated_codes(path)}
    assert {"unit.save", "role.give"} <= found
    for code in found:
        acts.require(code)


def test_two_words_for_one_code_are_refused() -> None:
    with pytest.raises(ValueError, match=r"unit\.save"):
        acts.register("unit.save", "other words")


def test_services_of_officials_state_their_acts() -> None:
    unit = services.save_unit(unit=Unit(name="Sở", place="Huế"))
    keeper = services.create_account(username="keeper", full_name="Quản Trị")
    User.objects.filter(pk=keeper.pk).update(is_superuser=True)
    keeper.refresh_from_db()
    before = Entry.objects.latest("pk").pk
    account = services.save_account(account=User(username="a", full_name="A", email="a@example.vn"))
    role = services.save_role(role=UnitRole(user=account, unit=unit, role="auditor"), actor=keeper)
    services.revoke_role(role=role, actor=keeper)
    official = services.save(row=Official(full_name="Nguyễn Văn A"))
    services.save(row=Post(official=official, unit=unit, title="Giám đốc"))
    services.save(row=Dossier(official=official, title="Hồ sơ"))
    services.remove(row=official.posts.get())
    asked = PersonRequest(unit=unit, named="a@example.vn", reason="Hội nghị")
    account_services.ask_for_person(request=asked, actor=keeper)
    account_services.end_request(request=asked, actor=keeper)
    entries = Entry.objects.filter(pk__gt=before).order_by("pk")
    assert [entry.act for entry in entries] == [
        "account.create", "role.give", "role.take", "official.save", "post.save", "dossier.save", "row.remove",
        "request.send", "request.end",
    ]  # fmt: skip


def test_account_that_is_logged_in_is_the_actor(client: Client) -> None:
    secretary, unit = make_user("Thư Ký"), make_unit("Sở")
    services.grant_role(user=secretary, unit=unit, role=UnitRole.Role.SECRETARIAT)
    client.force_login(secretary, backend="officials.accounts.backends.OneCheckBackend")
    client.post(f"/admin/officials/unit/{unit.pk}/change/", {"name": "Sở Nội vụ", "place": "Huế"})
    unit.refresh_from_db()
    entry = Entry.objects.filter(subject_table="officials_unit").latest("pk")
    assert (unit.name, entry.act, entry.actor, entry.source) == ("Sở Nội vụ", "unit.save", secretary, "web")
    client.post("/admin/officials/user/add/", {"full_name": "Lê Mới", "username": "moi"})
    entry = Entry.objects.get(act="account.create", subject_id=str(User.objects.get(username="moi").pk))
    assert (entry.actor, entry.source) == (secretary, "web")
