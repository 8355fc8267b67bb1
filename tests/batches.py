"""A small ministry whose rounds are made from the plan."""

import functools
from dataclasses import dataclass, field
from typing import Any

from officials.models import Official, Post, Unit, User
from rounds.models import Batch, Campaign, Round
from rounds.services import preparing, proposing
from tests.remembered import recalled_in_tests
from tests.roles import make_campaign, make_official, make_secretary, make_unit, make_user, rule_set


@dataclass(slots=True)
class SmallMinistry:
    """A ministry with departments; each has a head, a deputy, a Party secretary and a head of a division."""

    top: Unit
    campaign: Campaign
    secretary: User
    parts: list[Unit] = field(default_factory=list)


def small_ministry(parts: int = 2) -> SmallMinistry:
    """Return a ministry whose officials all have accounts."""
    return recalled_in_tests(f"ministry of {parts}", functools.partial(_ministry, parts), _campaign_of)


def ministry_with_rounds(parts: int) -> SmallMinistry:
    """Return a ministry for whose departments a worker has made the rounds."""
    return recalled_in_tests(f"rounds of {parts}", functools.partial(_with_rounds, parts), _campaign_of)


def _campaign_of(made: SmallMinistry) -> Campaign:
    return made.campaign


def _with_rounds(parts: int) -> SmallMinistry:
    made = _ministry(parts)
    created(made)
    return made


def _ministry(parts: int) -> SmallMinistry:
    top = make_unit()
    made = SmallMinistry(top, make_campaign(top), make_secretary(top))
    for number in range(parts):
        unit = make_unit(f"Cục {number + 1}", parent=top, authority=top)
        made.parts.append(unit)
        official_with_account(unit, "Cục trưởng")
        official_with_account(unit, "Phó Cục trưởng")
        official_with_account(unit, "Bí thư Đảng ủy", kind=Post.Kind.PARTY)
        division = make_unit("Phòng Tổng hợp", parent=unit, authority=unit)
        official_with_account(division, "Trưởng phòng")
    return made


def official_with_account(unit: Unit, title: str, name: str = "", **fields: Any) -> Official:
    """Return an official who can vote; a name is made up."""
    user = make_user(name, unit=unit)
    return make_official(unit, user.full_name, user=user, posts=(title,), **fields)


def prepared(made: SmallMinistry, *units: Unit, **options: Any) -> Batch:
    """Return a batch for these units, or for all departments."""
    return preparing.prepare(
        campaign=made.campaign,
        units=units or made.parts,
        rule_set=rule_set(),
        actor=made.secretary,
        **options,
    )


def created(made: SmallMinistry, *units: Unit, **options: Any) -> Batch:
    """Return a batch for these units that a worker has carried out."""
    return carried_out(prepared(made, *units, **options), made.secretary)


def carried_out(batch: Batch, actor: User) -> Batch:
    """Start a batch and do the worker's task."""
    preparing.start(batch_id=batch.pk, actor=actor)
    proposing.create_rounds(batch_id=batch.pk)
    batch.refresh_from_db()
    return batch


def round_of(made: SmallMinistry, unit: Unit) -> Round:
    """Return the round of a unit in the campaign."""
    return Round.objects.get(campaign=made.campaign, unit=unit)


def names_on_ballot(round_: Round) -> list[str]:
    return [line.official.full_name for line in round_.lines.select_related("official").order_by("position")]


def names_on_roll(round_: Round) -> set[str]:
    return set(round_.electors.values_list("user__full_name", flat=True))
