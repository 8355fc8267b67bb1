"""Freezing fixes names and capacities of the roll, and the authority."""

import hashlib
import json

import pytest
from django.db import IntegrityError, transaction

from common.canonical import canonical_json
from officials import services as officials_services
from officials.models import User
from rounds import selectors
from rounds.models import Round
from rounds.roll import roll_rows
from rounds.services import configuring, moves
from tests.remembered import recalled_in_tests
from tests.roles import make_draft_round, make_unit, make_user

pytestmark = pytest.mark.django_db
PEOPLE = [("Trần Văn Bình", "Trưởng phòng"), ("Lê Thị An", ""), ("Nguyễn Văn An", "Phó trưởng phòng")]
IN_ORDER = ["Lê Thị An", "Nguyễn Văn An", "Trần Văn Bình"]


@pytest.fixture
def round_(db: None) -> Round:
    """A frozen round with three named people on its roll, and no others."""
    return recalled_in_tests("frozen with three named people", _frozen, lambda made: made)


def _frozen() -> Round:
    draft = make_draft_round(voters=0, members=1, min_ballots=3)
    roll = [(make_user(name), capacity) for name, capacity in PEOPLE]
    configuring.add_electors(round_id=draft.pk, electors=roll)
    return moves.freeze_round(round_id=draft.pk, actor=None)


def config(round_: Round) -> dict[str, str]:
    found: dict[str, str] = json.loads(bytes(round_.config or b""))
    return found


def rename_all() -> None:
    """Give everyone another name, in the opposite order."""
    for number, user in enumerate(User.objects.order_by("-sort_key")):
        user.full_name = f"Đổi Tên {chr(65 + number)}"
        officials_services.save_account(account=user)


def test_configuration_holds_the_salted_hash_in_roll_order(round_: Round) -> None:
    rows = roll_rows(round_)
    assert [row["name"] for row in rows] == IN_ORDER
    assert rows[1] == {"capacity": "Phó trưởng phòng", "name": "Nguyễn Văn An"}
    salt = bytes(round_.roll_salt or b"")
    assert len(salt) == 32
    assert config(round_)["roll"] == hashlib.sha256(salt + canonical_json(rows)).hexdigest()


def test_no_name_of_the_roll_is_in_the_configuration(round_: Round) -> None:
    assert not [name for name in IN_ORDER if name in bytes(round_.config or b"").decode()]


def test_names_stay_when_accounts_are_renamed(round_: Round) -> None:
    before = roll_rows(round_)
    rename_all()
    assert roll_rows(round_) == before
    assert [str(elector) for elector in selectors.roll(round_)] == IN_ORDER


def test_the_roll_of_a_draft_follows_the_accounts() -> None:
    draft = make_draft_round(voters=[make_user(name) for name, _capacity in PEOPLE])
    rename_all()
    names = [str(elector) for elector in selectors.roll(draft)]
    assert all(name.startswith("Đổi Tên") for name in names)
    assert names == sorted(names)


@pytest.mark.parametrize("column", ["name", "capacity", "sort_key"])
def test_database_refuses_another_name(round_: Round, column: str) -> None:
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        round_.electors.update(**{column: "khác"})


def test_authority_stays_when_the_unit_gets_another(round_: Round) -> None:
    before = round_.unit.authority
    round_.unit.authority = make_unit("Cấp khác")
    officials_services.save_unit(unit=round_.unit)
    again = Round.objects.get(pk=round_.pk)
    assert before
    assert again.authority == before
    assert config(again)["authority"] == before.name
