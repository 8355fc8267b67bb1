"""The people who are summoned to a meeting of a unit, and those who are voted on, by the groups of the plan."""

import datetime
from collections.abc import Collection, Iterable

from officials.members import GroupMember, heads_among
from officials.models import Group
from rounds.eligibility import is_voted_on
from rounds.models import GroupKind
from rounds.proposals.facts import Held, UnitFacts


def people_of(
    kinds: Collection[str], unit: int, day: datetime.date, facts: UnitFacts, groups: Iterable[Group]
) -> list[GroupMember]:
    """Return the people of these groups at a unit on a day, each once; without kinds nobody."""
    return facts.summoned(_groups(groups, kinds, unit, facts), unit, day)


def voted_on(kinds: Collection[str], unit: int, day: datetime.date, facts: UnitFacts) -> Held:
    """Return the officials one of whose posts belongs to these groups, each with all posts held at the unit.

    Heads of subordinate units have their posts there. Without kinds every official of the unit is voted on.
    """
    held = facts.held_at(unit, day)
    if not kinds:
        return held
    chosen = {official: posts for official, posts in held.items() if is_voted_on(posts, kinds)}
    if GroupKind.HEADS_OF_UNITS in kinds:
        for post in heads_among(facts.leading_below(unit, day)):
            if post.official not in held:
                chosen.setdefault(post.official, []).append(post)
    return chosen


def _groups(groups: Iterable[Group], kinds: Collection[str], unit: int, facts: UnitFacts) -> list[Group]:
    """Return the groups of these kinds that are used at a unit: for all units, its own, and those above."""
    here = {None, unit, *facts.above[unit]}
    return [group for group in groups if group.kind in kinds and group.unit_id in here]
