"""What freezing, cancelling, and changing a login change, as a second person reads it (`approvals/acts.py`)."""

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
from rounds.models import Round

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
}
LOGGING_IN: Mapping[str, Text] = {
    "username": _("user name"),
    "email": _("e-mail address"),
    "is_active": _("may log in"),
}
CANCELLING: Mapping[str, Text] = {"state": _("State"), "reason": _("Reason")}


def frozen_round(round_: Round, values: Values) -> Look:
    """Return the state of a draft, and what a frozen round holds."""
    fields = {"state": round_.get_state_display()}
    if is_frozen(round_):
        fields |= _held(round_, frozen_configuration(round_))
    return Look(round_.title, round_.unit_id, fields)


def cancelled_round(round_: Round, values: Values) -> Look:
    fields = {"state": round_.get_state_display(), "reason": round_.cancel_reason}
    return Look(round_.title, round_.unit_id, fields)


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
    roll = list(round_.electors.order_by("user").values_list("user", "name", "capacity"))
    papers = list(round_.lines.order_by("position").values_list("official", "papers"))
    team = list(round_.committee.order_by("index").values_list("user", "role"))
    return hashlib.sha256(canonical_json([config, roll, papers, team])).hexdigest()
