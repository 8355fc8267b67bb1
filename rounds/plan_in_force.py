"""A plan as its version in force says, whatever is being prepared in its working copy."""

import datetime

from rounds.models import Plan, PlanMeeting
from rounds.plan_content import put_content
from rounds.plan_selectors import latest, meetings_of


def in_force(plan: Plan) -> Plan:
    """Return the plan with the content of its version in force, unsaved; as it is while none was approved."""
    version = latest(plan) if plan.is_open else None
    if version is not None:
        put_content(plan, version.content)
    return plan


def meetings_in_force(plan: Plan) -> list[PlanMeeting]:
    """Return the meetings that the version in force asks for, of an open plan unsaved and without the units left out."""
    version = latest(plan) if plan.is_open else None
    if version is None:
        return list(meetings_of(plan))
    return [
        PlanMeeting(
            plan=plan,
            position=position,
            name=row["name"],
            summoned=row["summoned"],
            voted_on=row["voted_on"],
            held_by=row["held_by"],
            planned_on=datetime.date.fromisoformat(row["planned_on"]) if row["planned_on"] else None,
        )
        for position, row in enumerate(version.content["meetings"], start=1)
    ]
