"""What announcing, freezing, postponing, cancelling, and changing a login change, as a second person reads it (`approvals/acts.py`)."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from approvals.acts import Look, Values
from common.canonical import canonical_json
from common.refusals import Text
from officials.models import User
from rounds import states
from rounds.accounts import rounds_naming
from rounds.frozen import FrozenConfiguration, frozen_configuration, is_frozen
from rounds.models import Plan, Round
from rounds.plan_content import LABELS as PLAN_LABELS
from rounds.plan_content import content_of
from rounds.plan_selectors import latest
from rounds.selectors import people_without_permit
from rounds.told import MEETING

FREEZING: Mapping[str, Text] = {
    "state": _("State"),
    "unit": _("Unit"),
    "campaign": _("Campaign"),
    "rule_set": _("Rule set"),
    "place": _("Place"),
    "meets_at": _("Meeting begins"),
    "opens_at": _("Vote opens"),
    "closes_at": _("Vote closes"),
    "scope": _("Scope of publication"),
    "marking": _("Mark on documents"),
    "lines": _("On the ballot"),
    "exempt": _("Not voted on"),
    "roll": _("People on the roll"),
    "team": _("Members of the counting team"),
    "threshold": _("Members needed to open the box"),
    "min_ballots": _("Fewest ballots with which the box may be opened"),
    "unannounced": _("Frozen without being announced, because"),
}
TIMES = ("meets_at", "opens_at", "closes_at")
POSTPONING: Mapping[str, Text] = {name: FREEZING[name] for name in TIMES}
ANNOUNCING: Mapping[str, Text] = {
    name: FREEZING[name] for name in ("state", "place", *TIMES, "lines", "exempt", "roll")
}
LOGGING_IN: Mapping[str, Text] = {
    "username": _("user name"),
    "email": _("e-mail address"),
    "is_active": _("may log in"),
}
CARDS: Mapping[str, Text] = {"cards": _("login card")}
APPROVING: Mapping[str, Text] = {
    "stage": _("State"),
    "number": _("number of the plan"),
    "date": _("date of the plan"),
    "version": _("version"),
    "changes": _("what changes"),
}
CANCELLING: Mapping[str, Text] = {"state": _("State"), "reason": _("Reason")}


def frozen_round(round_: Round, values: Values) -> Look:
    """Return the state of a draft, and what a frozen round holds."""
    fields = {"state": round_.get_state_display()}
    if is_frozen(round_):
        fields |= _held(round_, frozen_configuration(round_))
    return Look(round_.title, round_.unit_id, fields)


def announced_round(round_: Round, values: Values) -> Look:
    """Return the state of a draft, and what people see of an announced round."""
    fields = {"state": round_.get_state_display()}
    if round_.is_announced:
        fields |= _seen(round_)
    return Look(round_.title, round_.unit_id, fields)


def postponed_round(round_: Round, values: Values) -> Look:
    """Return the times of a round; of another state than the announced one the act refuses."""
    fields = {name: _moment(getattr(round_, name)) for name in TIMES}
    return Look(round_.title, round_.unit_id, fields)


def withdrawn_round(round_: Round, values: Values) -> Look:
    """Return the state of a round, and why its announcement is withdrawn."""
    reason = "" if round_.is_announced else str(values.get("reason", ""))
    return Look(round_.title, round_.unit_id, {"state": round_.get_state_display(), "reason": reason})


def cancelled_round(round_: Round, values: Values) -> Look:
    fields = {"state": round_.get_state_display(), "reason": round_.cancel_reason}
    return Look(round_.title, round_.unit_id, fields)


def approved_plan(plan: Plan, values: Values) -> Look:
    """Return the state of a plan, its last version, and what that one changed."""
    fields = {"stage": plan.get_stage_display(), "_content": _hash(content_of(plan))}
    if version := latest(plan):
        changed = [str(PLAN_LABELS[name]) for name, _before, _after in version.changes]
        fields |= {
            "number": version.number,
            "date": date_format(version.date, "SHORT_DATE_FORMAT") if version.date else "",
            "version": str(version.index),
            "changes": "; ".join(changed),
        }
    return Look(plan.subject, plan.unit_id, fields)


def login_of(account: User, values: Values) -> Look:
    """Return how a person logs in, and the rounds, frozen and not yet counted, that this concerns."""
    fields = {
        "username": account.username,
        "email": account.email,
        "is_active": gettext("yes") if account.is_active else gettext("no"),
    }
    rounds = list(rounds_naming(account, states.live()))
    unit = account.unit_id or next((round_.unit_id for round_ in rounds), None)
    return Look(str(account), unit, fields, concerns=tuple(rounds))


def card_of(account: User, values: Values) -> Look:
    """Return whether a login card may be printed for a person in the frozen rounds that this concerns."""
    is_allowed = not people_without_permit({account.pk})
    fields = {"cards": gettext("one may be printed now") if is_allowed else gettext("none may be printed")}
    rounds = list(rounds_naming(account, states.live()))
    unit = account.unit_id or next((round_.unit_id for round_ in rounds), None)
    return Look(str(account), unit, fields, concerns=tuple(rounds))


def _seen(round_: Round) -> dict[str, str]:
    lines = list(
        round_.lines.order_by("position", "linepost__post").values_list(
            "official", "linepost__post", "position", "official__full_name"
        )
    )
    roll = list(round_.electors.order_by("user").values_list("user", "capacity"))
    exempt = round_.exemptions.select_related("official").order_by("official__sort_key", "pk")
    return {
        "place": round_.place,
        **{name: _moment(getattr(round_, name)) for name in TIMES},
        "lines": "; ".join(
            {official: f"{position}. {name}" for official, _post, position, name in lines}.values()
        ),
        "exempt": "; ".join(str(row.official) for row in exempt),
        "roll": str(len(roll)),
        "_whole": _digest_of_seen(round_, [line[:2] for line in lines], roll),
    }


def _digest_of_seen(round_: Round, lines: list[tuple[int, int | None]], roll: list[tuple[int, str]]) -> str:
    """Return the hash of the ballot and the roll that people see."""
    meeting = [str(getattr(round_, name)) for name in MEETING]
    return hashlib.sha256(canonical_json([meeting, lines, roll])).hexdigest()


def _held(round_: Round, words: FrozenConfiguration) -> dict[str, str]:
    times = {name: _moment(getattr(round_, name)) for name in ("meets_at", "opens_at", "closes_at")}
    return {
        "unit": words.unit,
        "campaign": words.campaign,
        "rule_set": str((round_.rule_set_copy or {})["name"]),
        "place": round_.place,
        **times,
        "scope": round_.get_scope_display(),
        "marking": round_.get_marking_display(),
        "lines": "; ".join(f"{line.position}. {line.name}" for line in words.lines),
        "exempt": "; ".join(person.name for person in words.exempt),
        "roll": str(round_.electors.count()),
        "team": "; ".join(member.name for member in words.team),
        "threshold": str(words.threshold),
        "min_ballots": str(round_.min_ballots),
        "unannounced": round_.unannounced_reason,
        "_whole": _digest(round_),
    }


def _moment(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT") if moment else ""


def _digest(round_: Round) -> str:
    """Return the hash of everything that is frozen, with people and papers instead of their salted hashes."""
    config = json.loads(bytes(round_.config or b"{}"))
    config.pop("roll")
    for line in config["lines"]:
        line.pop("papers")
    for row in config["exemptions"]:
        row.pop("scan", None)
    scans = list(round_.exemptions.order_by("official").values_list("official", "sha256"))
    roll = list(round_.electors.order_by("user").values_list("user", "name", "capacity"))
    papers = list(round_.lines.order_by("position").values_list("official", "papers"))
    team = list(round_.committee.order_by("index").values_list("user", "role"))
    return _hash([config, roll, papers, team, scans])


def _hash(value: Any) -> str:
    return hashlib.sha256(canonical_json(value)).hexdigest()
