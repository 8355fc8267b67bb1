"""People, officials and draft round of a rehearsal, created through the services."""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext as _

from officials import services as people
from officials.models import Official, Post, Unit, UnitRole, User
from rounds.models import Campaign, Round, RuleSet, Threshold
from rounds.selectors import REHEARSAL_RULES
from rounds.services import ballot_lines, configuring, rules

TEAM_SIZE = 3
LEAST_BALLOTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """summoned ≥ present ≥ issued ≥ returned."""

    summoned: int
    present: int
    issued: int
    returned: int


@dataclass(frozen=True, slots=True)
class Stage:
    """A draft round that is ready to be frozen, and the accounts of its players."""

    round: Round
    secretary: User
    team: list[User]
    voters: list[User]


@transaction.atomic
def build(*, title: str, rows: Sequence[str], numbers: Numbers, rule_set: RuleSet) -> Stage:
    """Create a unit with one official for each row, and all other people of the round."""
    tag = secrets.token_hex(4)
    unit = _unit(tag)
    secretary = _account(unit, tag, "thu-ky", _("Secretary of the rehearsal"))
    people.grant_role(user=secretary, unit=unit, role=UnitRole.Role.SECRETARIAT)
    round_ = _round(unit, title, numbers, rule_set)
    for row in rows:
        post = _post(unit, row)
        ballot_lines.add_line(round_=round_, official=post.official, posts=[post])
    voters = [_account(unit, tag, f"{i}", _("Voter %d") % i) for i in range(1, numbers.summoned + 1)]
    configuring.add_electors(round_id=round_.pk, electors=[(user, "") for user in voters])
    names = range(1, TEAM_SIZE + 1)
    team = [_account(unit, tag, f"kiem-phieu-{i}", _("Counting team %d") % i) for i in names]
    configuring.set_committee(round_id=round_.pk, members=team)
    return Stage(round_, secretary, team, voters)


def _unit(tag: str) -> Unit:
    authority = Unit(name=_("Authority of the rehearsal %s") % tag, place="Hà Nội")
    people.save_unit(unit=authority)
    unit = Unit(name=_("Rehearsal %s") % tag, place="Hà Nội", authority=authority)
    return people.save_unit(unit=unit)


def _account(unit: Unit, tag: str, name: str, full_name: str) -> User:
    return people.create_account(username=f"dien-tap-{tag}-{name}", full_name=full_name, unit=unit)


def _post(unit: Unit, row: str) -> Post:
    official = people.save(row=Official(full_name=row[:150]))
    since = dt.date(timezone.localdate().year - 2, 1, 15)
    title = _("Post of %s") % row[:150]
    post = Post(official=official, unit=unit, title=title, appointed_on=since)
    return people.save(row=post)


def _round(unit: Unit, title: str, numbers: Numbers, rule_set: RuleSet) -> Round:
    today = timezone.localdate()
    campaign = Campaign(unit=unit, name=_("Rehearsal"), starts_on=today, ends_on=today)
    rules.save_rules(row=campaign)
    now = timezone.now()
    return configuring.save_round(
        round_=Round(
            campaign=campaign,
            unit=unit,
            rule_set=rule_set,
            title=title[:250],
            place=_("Rehearsal"),
            chair_name=_("Chair of the rehearsal"),
            chair_title=_("Chair of the rehearsal"),
            opens_at=now,
            closes_at=now + dt.timedelta(hours=8),
            # Ballots are never cast late in a rehearsal, so closing need not wait.
            grace_seconds=0,
            min_ballots=max(1, min(LEAST_BALLOTS, numbers.returned)),
            is_rehearsal=True,
        )
    )


@transaction.atomic
def rule_set_with_base(rule_set: RuleSet, base: str) -> RuleSet:
    """Return the rule set, or a copy of it whose percentages have another base.

    There is one copy for each rule set and base. It is never offered for choice, and it may change
    after earlier rehearsals, which keep their frozen copy.
    """
    if rule_set.base == base:
        return rule_set
    code = f"{REHEARSAL_RULES}{base}-{rule_set.code}"[:40]
    copy = RuleSet.objects.filter(code=code).first() or RuleSet(code=code)
    for field, value in model_to_dict(rule_set, exclude=["id", "code"]).items():
        setattr(copy, field, value)
    label = RuleSet.Base(base).label
    name = _("%(name)s (rehearsal, base: %(base)s)") % {"name": rule_set.name, "base": label}
    copy.base, copy.name = base, name[:200]
    rules.save_rules(row=copy)
    _copy_thresholds(rule_set, copy)
    return copy


def _copy_thresholds(rule_set: RuleSet, copy: RuleSet) -> None:
    for threshold in copy.thresholds.all():
        rules.remove_rules(row=threshold)
    for threshold in rule_set.thresholds.all():
        fields = model_to_dict(threshold, ["numerator", "denominator", "strict", "consequence"])
        rules.save_rules(row=Threshold(rule_set=copy, **fields))
