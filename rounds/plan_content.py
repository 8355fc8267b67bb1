"""What a plan says, as plain data: kept in each version, compared with the next, and put back."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.refusals import Text
from rounds.models import GroupKind, Plan, PlanMeeting

TEXTS = ("purpose", "principles", "prohibited", "schedule")
COLUMNS = ("subject", "issuing_body", "signer", "signer_title", "signing_authority", "document_form", *TEXTS)
DAYS = ("starts_on", "ends_on")
LABELS: Mapping[str, Text] = {
    "subject": _("subject"),
    "issuing_body": _("issuing body"),
    "signer": _("signer"),
    "signer_title": _("post of the signer"),
    "signing_authority": _("authority lines"),
    "document_form": _("form of documents"),
    "rule_set": _("rule set"),
    "starts_on": _("starts on"),
    "ends_on": _("ends on"),
    "purpose": _("purpose"),
    "principles": _("principles"),
    "prohibited": _("prohibited acts and how they are punished"),
    "schedule": _("schedule"),
    "meetings": _("meetings that the plan asks for"),
}


def content_of(plan: Plan) -> dict[str, Any]:
    """Return the working copy: own columns, rule set and units as [id, name], meetings in order; 3 queries."""
    rules, meetings = plan.rule_set, plan.meetings.prefetch_related("left_out")
    return {
        **{name: getattr(plan, name) for name in COLUMNS},
        **{name: day.isoformat() if (day := getattr(plan, name)) else "" for name in DAYS},
        "rule_set": [rules.pk, rules.name] if rules else [],
        "meetings": [_meeting(row) for row in meetings.order_by("position", "pk")],
    }


def put_content(plan: Plan, content: Mapping[str, Any]) -> None:
    """Set what `content_of` returned, without the meetings; nothing is saved."""
    for name in COLUMNS:
        setattr(plan, name, content[name])
    for name in DAYS:
        setattr(plan, name, datetime.date.fromisoformat(content[name]) if content[name] else None)
    plan.rule_set_id = content["rule_set"][0] if content["rule_set"] else None


def _meeting(row: Any) -> dict[str, Any]:
    return {
        "name": row.name,
        "summoned": list(row.summoned),
        "voted_on": list(row.voted_on),
        "planned_on": row.planned_on.isoformat() if row.planned_on else "",
        "held_by": row.held_by,
        "left_out": [[unit.pk, unit.name] for unit in row.left_out.all()],
    }


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[list[str]]:
    """Return (field, before, after) in words for every field of two contents that differs."""
    return [
        [name, written(name, before.get(name)), written(name, after.get(name))]
        for name in LABELS
        if before.get(name) != after.get(name)
    ]


def written(name: str, value: Any) -> str:
    """Return a value of the content as people read it."""
    if not value:
        return ""
    if name == "rule_set":
        return str(value[1])
    if name in DAYS:
        return _day(value)
    if name == "meetings":
        return "\n".join(meeting_in_words(row) for row in value)
    return str(Plan.Form(value).label) if name == "document_form" else str(value)


def meeting_in_words(row: Mapping[str, Any]) -> str:
    """Return a meeting of the content in one line."""
    parts = [
        str(row["name"]),
        str(_("summoned: %(groups)s")) % {"groups": groups_in_words(row["summoned"])},
        str(_("voted on: %(groups)s")) % {"groups": groups_in_words(row["voted_on"])},
    ]
    parts.append(str(_("held by: %(units)s")) % {"units": PlanMeeting.HeldBy(row["held_by"]).label})
    if row["planned_on"]:
        parts.append(_day(row["planned_on"]))
    if row["left_out"]:
        left_out = ", ".join(unit for _pk, unit in row["left_out"])
        parts.append(str(_("not held by: %(units)s")) % {"units": left_out})
    return "; ".join(parts)


def groups_in_words(kinds: Iterable[str]) -> str:
    """Return the groups in words, in the order of the regulation."""
    chosen = set(kinds)
    return ", ".join(str(kind.label) for kind in GroupKind if kind in chosen) or "–"


def _day(written_day: str) -> str:
    year, month, day = written_day.split("-")
    return f"{day}/{month}/{year}"
