"""Write plans, and lead them through their life: submitted, approved, amended, finished."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from audit.services import act
from common.happenings import happened
from officials.files import content_hash
from officials.models import User
from rounds import plan_selectors
from rounds.errors import Missing, PlanRefused
from rounds.models import GroupKind, Plan, PlanMeeting, PlanVersion
from rounds.plan_content import LABELS, content_of, differences, put_content
from rounds.plan_texts import initial_texts

Stage = Plan.Stage
CONCERNED = 200  # titles of announced rounds that a version keeps


@transaction.atomic
def save_plan(*, plan: Plan) -> Plan:
    """Write the working copy. A new plan without a superior one begins with the supplied texts and a meeting."""
    is_new = plan._state.adding  # noqa: SLF001 - documented by Django
    if not is_new:
        _require_editable(lock_plan(plan.pk))
    with act("plan.save", subject=plan):
        if is_new and plan.superior_id is None and plan.rule_set:
            _supply_texts(plan)
        plan.save()
        if is_new and plan.superior_id is None:
            PlanMeeting.objects.create(plan=plan, summoned=_usual_roll(), voted_on=[GroupKind.LEADERSHIP])
    return plan


def _supply_texts(plan: Plan) -> None:
    texts = initial_texts(plan.rule_set) if plan.rule_set else {}
    for name, text in texts.items():
        setattr(plan, name, getattr(plan, name) or text)


def _usual_roll() -> list[str]:
    return [kind.value for kind in GroupKind if kind != GroupKind.OTHER]


@transaction.atomic
def remove_plan(*, plan: Plan) -> None:
    """Delete a plan that was never submitted. Raises `ProtectedError` while something names it."""
    with act("plan.remove", subject=plan):
        plan.delete()


@transaction.atomic
def save_meeting(*, meeting: PlanMeeting) -> PlanMeeting:
    """Write a meeting that the plan asks for, a new one at the end of the others."""
    plan = _require_editable(lock_plan(meeting.plan_id))
    with act("plan.save", subject=plan):
        if meeting._state.adding:  # noqa: SLF001 - documented by Django
            meeting.position = plan.meetings.count() + 1
        meeting.save()
    return meeting


@transaction.atomic
def remove_meeting(*, meeting: PlanMeeting) -> None:
    plan = _require_editable(lock_plan(meeting.plan_id))
    with act("plan.save", subject=plan):
        meeting.delete()


@transaction.atomic
def set_holders(*, meeting: PlanMeeting, shown: Iterable[int], holding: Iterable[int]) -> None:
    """Let of the units `shown` (ids) those in `holding` hold the meeting, and the others not."""
    plan = _require_editable(lock_plan(meeting.plan_id))
    chosen, asked = set(holding), set(shown)
    with act("plan.units", subject=plan):
        meeting.left_out.remove(*(asked & chosen))
        meeting.left_out.add(*(asked - chosen))


# --- the life of a plan ---


@transaction.atomic
def submit(*, plan: Plan, actor: User | None) -> Plan:
    """Close the working copy and submit it. Raises `PlanRefused` with what is missing."""
    plan = _require(lock_plan(plan.pk), Stage.PREPARING, Stage.AMENDING)
    _require_complete(plan)
    return _move(plan, Stage.SUBMITTED, "plan.submit", actor)


@transaction.atomic
def give_back(*, plan: Plan, reason: str, actor: User | None) -> Plan:
    """Open a submitted plan for changes again, with the reason why it is not approved yet."""
    plan = _require(lock_plan(plan.pk), Stage.SUBMITTED)
    stage = Stage.AMENDING if plan_selectors.latest(plan) else Stage.PREPARING
    return _move(plan, stage, "plan.give_back", actor, reason=_given(reason))


@transaction.atomic
def approve(*, plan: Plan, number: str, date: datetime.date | None, actor: User | None) -> PlanVersion:
    """Record that the plan, or its amendment, was approved under this number and date: a new version.

    A plan that was signed on paper need not have been submitted here. Raises `PlanRefused`.
    """
    plan = _require(lock_plan(plan.pk), Stage.PREPARING, Stage.SUBMITTED, Stage.AMENDING)
    if not number.strip():
        raise PlanRefused(_("Enter the number of the plan."))
    _require_complete(plan)
    before, content = plan_selectors.latest(plan), content_of(plan)
    with act("plan.approve", actor=actor, subject=plan, reason=plan.reason, is_own=True):
        version = PlanVersion.objects.create(
            plan=plan,
            index=before.index + 1 if before else 1,
            number=number.strip(),
            date=date,
            reason=plan.reason if before else "",
            content=content,
            approved_at=timezone.now(),
            approved_by=actor,
            **(_against(plan, before, content) if before else {}),
        )
        if before is None:
            plan.number, plan.date = version.number, date
        plan.reason = ""
        _to(plan, Stage.APPROVED)
    happened("plan.approve", plan=plan, version=version)
    return version


def _against(plan: Plan, before: PlanVersion, content: dict[str, Any]) -> dict[str, Any]:
    """Return what a version keeps beside its content: the changes, and the rounds announced by then."""
    with override(settings.LANGUAGE_CODE):
        changes = differences(before.content, content)
    if not changes:
        raise PlanRefused(
            _("Nothing differs from the version in force. Change something, or drop the amendment.")
        )
    rounds = plan_selectors.announced_rounds(plan)[:CONCERNED]
    return {"changes": changes, "concerned": [f"{one.title} ({one.unit})" for one in rounds]}


@transaction.atomic
def amend(*, plan: Plan, reason: str, actor: User | None) -> Plan:
    """Open an approved plan for an amendment; the version in force holds until the new one is approved."""
    plan = _require(lock_plan(plan.pk), Stage.APPROVED)
    plan.reason = _given(reason)
    return _move(plan, Stage.AMENDING, "plan.amend", actor, reason=plan.reason)


@transaction.atomic
def drop_amendment(*, plan: Plan, actor: User | None) -> Plan:
    """Put the content of the version in force back."""
    plan = _require(lock_plan(plan.pk), Stage.AMENDING)
    version = plan.versions.latest("index")
    with act("plan.drop", actor=actor, subject=plan, is_own=True):
        _put_back(plan, version.content)
        plan.reason = ""
        _to(plan, Stage.APPROVED)
    return plan


def _put_back(plan: Plan, content: dict[str, Any]) -> None:
    put_content(plan, content)
    plan.save()
    plan.meetings.all().delete()
    for position, row in enumerate(content["meetings"], start=1):
        meeting = PlanMeeting.objects.create(
            plan=plan,
            position=position,
            name=row["name"],
            summoned=row["summoned"],
            voted_on=row["voted_on"],
            planned_on=row["planned_on"] or None,
            held_by=row["held_by"],
        )
        meeting.left_out.set([pk for pk, _name in row["left_out"]])


@transaction.atomic
def finish(*, plan: Plan, actor: User | None) -> Plan:
    """Close the plan: no campaign begins under it any more. Raises `PlanRefused` while rounds are under way."""
    plan = _require(lock_plan(plan.pk), Stage.APPROVED)
    if under_way := plan_selectors.announced_rounds(plan).count():
        raise PlanRefused(
            _("%(count)d rounds under this plan are announced or under way. Finish the plan after them.")
            % {"count": under_way}
        )
    return _move(plan, Stage.FINISHED, "plan.finish", actor)


@transaction.atomic
def reopen(*, plan: Plan, reason: str, actor: User | None) -> Plan:
    """Take a finished plan up again, with the reason."""
    plan = _require(lock_plan(plan.pk), Stage.FINISHED)
    return _move(plan, Stage.APPROVED, "plan.reopen", actor, reason=_given(reason))


@transaction.atomic
def attach_signed(*, version: PlanVersion, file: File, actor: User | None) -> PlanVersion:  # type: ignore[type-arg]
    """Keep the signed file of a version, once. Raises `PlanRefused` if it has one."""
    version = PlanVersion.objects.select_for_update().get(pk=version.pk)
    if version.file:
        raise PlanRefused(_("The signed file of this version is kept already."))
    with act("plan.sign", actor=actor, subject=version.plan, is_own=True):
        version.sha256 = content_hash(file)
        version.file = file
        version.save(update_fields=["file", "sha256"])
    return version


def missing_for_approval(plan: Plan) -> list[Missing]:
    """Return what the plan lacks for being submitted or approved."""
    return list(_missing(plan))


def _missing(plan: Plan) -> Iterator[Missing]:
    chain = plan_selectors.chain_of(plan)
    holds = plan_selectors.inherited(chain)
    if plan.superior_id and plan_selectors.latest(chain[-2]) is None:
        yield Missing(_("The superior plan is not approved yet."))
    if not holds.rule_set:
        yield Missing(_("No rule set is chosen."), _("Choose one in the plan."))
    for name, parts in holds.texts.items():
        if not parts:
            text = _("The text “%(name)s” is empty.") % {"name": LABELS[name]}
            yield Missing(text, _("Enter it in the plan; the regulation asks for it."))
    if not any(one.meetings.exists() for one in chain):
        yield Missing(_("The plan asks for no meeting."), _("Enter at least one."))
    for meeting in plan.meetings.all():
        if not (meeting.summoned and meeting.voted_on):
            text = _("The meeting “%(name)s” lacks the groups that are summoned or voted on.")
            yield Missing(text % {"name": meeting.name}, _("Choose them in the plan."))


def _require_complete(plan: Plan) -> None:
    if missing := missing_for_approval(plan):
        raise PlanRefused(_("This cannot be done yet. What is missing:"), missing)


def lock_plan(pk: int) -> Plan:
    """Return the plan, locked until the transaction ends."""
    return Plan.objects.select_for_update(of=("self",)).select_related("unit", "rule_set").get(pk=pk)


def _require_editable(plan: Plan) -> Plan:
    if not plan.may_be_edited:
        raise PlanRefused(
            _("The plan is %(state)s; its content does not change now.") % {"state": plan.get_stage_display()}
        )
    return plan


def _require(plan: Plan, *stages: str) -> Plan:
    if plan.stage not in stages:
        raise PlanRefused(
            _("The plan is %(state)s meanwhile, so this cannot be done.")
            % {"state": plan.get_stage_display()}
        )
    return plan


def _given(reason: str) -> str:
    if not reason.strip():
        raise PlanRefused(_("Give the reason."))
    return reason.strip()


def _move(plan: Plan, stage: str, code: str, actor: User | None, reason: str = "") -> Plan:
    with act(code, actor=actor, subject=plan, reason=reason, is_own=True):
        return _to(plan, stage)


def _to(plan: Plan, stage: str) -> Plan:
    plan.stage = stage
    plan.save()
    return plan
