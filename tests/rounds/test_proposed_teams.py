"""The counting team of a round is proposed from its roll, and a team that is there stays."""

import pytest

from lists.services import uploading
from officials.models import Unit
from rounds.models import Round
from rounds.services import configuring
from rounds.services.team_proposing import propose_team
from tests.lists.importing import read, undone, worked, xlsx
from tests.roles import make_draft_round, make_official, make_round, make_secretary, make_unit, make_user

pytestmark = pytest.mark.django_db
ROLL = [
    ["Họ và tên", "Email"],
    *([f"Lê Văn {one}", f"{one.lower()}@example.vn"] for one in ("An", "Do", "Ly", "Na")),
]


def names(round_: Round) -> list[tuple[str, str]]:
    return list(round_.committee.order_by("index").values_list("user__full_name", "role"))


def test_the_first_people_who_are_not_voted_on() -> None:
    unit = make_unit(authority=make_unit())
    people = [make_user(name) for name in ("Lê Văn An", "Lê Văn Bình", "Lê Văn Cường", "Lê Văn Dũng")]
    official = make_official(unit, "Lê Văn An", user=people[0])
    round_ = make_draft_round(unit, officials=[official], voters=people, members=[])
    assert propose_team(round_id=round_.pk) == 3
    assert names(round_) == [("Lê Văn Bình", "head"), ("Lê Văn Cường", "member"), ("Lê Văn Dũng", "member")]


def test_a_team_that_is_there_stays(draft_round: Round) -> None:
    before = names(draft_round)
    assert propose_team(round_id=draft_round.pk) == 0
    assert names(draft_round) == before


def test_nobody_is_proposed_from_an_empty_roll(unit: Unit) -> None:
    round_ = make_round(unit)
    assert propose_team(round_id=round_.pk) == 0
    assert not round_.committee.exists()


@pytest.mark.slow
@pytest.mark.parametrize(("further", "size"), [(["team"], 3), ([], 0), (["strange"], 0)])
def test_an_imported_roll_brings_its_team_if_ticked(further: list[str], size: int) -> None:
    unit = make_unit(authority=make_unit())
    round_ = make_round(unit)
    found = read("rolls", xlsx(ROLL), make_secretary(unit), target=str(round_.pk))
    uploading.confirm(pk=found.pk, further=further)
    worked(found)
    assert round_.committee.count() == size
    undone(found)
    assert (round_.committee.count(), round_.electors.count()) == (0, 0)


def test_an_imported_roll_keeps_the_team(draft_round: Round, secretary: object) -> None:
    before = names(draft_round)
    found = read("rolls", xlsx(ROLL), secretary, target=str(draft_round.pk))  # type: ignore[arg-type]
    uploading.confirm(pk=found.pk, further=["team"])
    worked(found)
    assert names(draft_round) == before
    configuring.set_committee(round_id=draft_round.pk, members=[])
