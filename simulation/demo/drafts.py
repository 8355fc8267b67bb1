"""The rounds of the demonstration as drafts, as a secretary would have entered them."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from officials.models import Unit, User
from rounds.models import Campaign, Plan, Round, RuleSet
from rounds.services import ballot_lines, configuring, moves, planning, rules
from simulation.demo.agency import DemoAgency
from simulation.demo.dossiers import Kind, dossier_for

FIRST, SECOND = "Đợt lấy phiếu tín nhiệm lần thứ nhất", "Đợt lấy phiếu tín nhiệm lần thứ hai"
RULES = "96-qd-tw"
OPEN_DAYS = 7
WEEKS_AHEAD = 4  # of the announced meeting, so that matters to clarify are still taken


def campaign_of(agency: DemoAgency, name: str) -> Campaign:
    """Return one of the two campaigns, created at the first call."""
    found = Campaign.objects.filter(unit=agency.unit, name=name).first()
    if found is not None:
        return found
    today = timezone.localdate()
    campaign = Campaign(unit=agency.unit, name=name, starts_on=today - dt.timedelta(days=40))
    campaign.ends_on = today + dt.timedelta(days=60)
    campaign.plan = _plan_of(campaign)
    return rules.save_rules(row=campaign)


def _plan_of(campaign: Campaign) -> Plan:
    """Return the approved plan of a campaign, with the texts that the product supplies."""
    days = {"starts_on": campaign.starts_on, "ends_on": campaign.ends_on}
    plan = Plan(unit=campaign.unit, rule_set=RuleSet.objects.get(code=RULES), **days)
    planning.save_plan(plan=plan)
    number = f"{'08' if campaign.name == FIRST else '15'}/KH-CGS"
    planning.approve(plan=plan, number=number, date=campaign.starts_on, actor=None)
    return plan


@transaction.atomic
def agency_round(agency: DemoAgency, campaign: Campaign, title: str) -> Round:
    """Return a complete draft of the agency's meeting: lines, dossiers, roll, counting team."""
    now = timezone.now()
    round_ = _save(agency.unit, campaign, title, opens_at=now, closes_at=now + dt.timedelta(days=OPEN_DAYS))
    _fill(round_, agency.roll, agency.team)
    return round_


@transaction.atomic
def section_round(agency: DemoAgency) -> Round:
    """Return the complete draft in Party form that is ready to be frozen."""
    now = timezone.now()
    round_ = _save(
        agency.section,
        campaign_of(agency, SECOND),
        "Hội nghị Chi bộ Phòng Kỹ thuật men",
        opens_at=now + dt.timedelta(hours=1),
        closes_at=now + dt.timedelta(days=OPEN_DAYS),
        document_form=Round.Form.PARTY,
        # One member, so that one person can play it alone; the pages warn about too few ballots.
        min_ballots=1,
    )
    _fill(round_, agency.roll[:12], agency.team)
    return round_


@transaction.atomic
def office_round(agency: DemoAgency) -> Round:
    """Return the draft in which much is missing: times, place, counting team, most of the roll."""
    title = "Hội nghị cán bộ chủ chốt Văn phòng Cục"
    round_ = _save(agency.office, campaign_of(agency, SECOND), title, place="")
    configuring.add_electors(round_id=round_.pk, electors=[(user, "") for user in agency.roll[:3]])
    ballot_lines.propose_lines(round_id=round_.pk)
    return round_


def center_round(agency: DemoAgency) -> Round:
    """Return the complete draft of the center, whose meeting is in some weeks; its dossiers come in later."""
    meets = timezone.localtime().replace(hour=8, minute=0, second=0, microsecond=0)
    meets += dt.timedelta(days=WEEKS_AHEAD * 7)
    campaign = campaign_of(agency, SECOND)
    round_ = _save(
        agency.center,
        campaign,
        free_title(campaign, "Hội nghị cán bộ chủ chốt Trung tâm Phát triển làng nghề"),
        meets_at=meets,
        opens_at=meets + dt.timedelta(minutes=30),
        closes_at=meets + dt.timedelta(hours=3),
    )
    ballot_lines.propose_lines(round_id=round_.pk)
    configuring.add_electors(round_id=round_.pk, electors=[(user, "") for user in agency.roll[:15]])
    configuring.set_committee(round_id=round_.pk, members=agency.team)
    return round_


def _save(unit: Unit, campaign: Campaign, title: str, **fields: object) -> Round:
    values = {
        "place": "Hội trường tầng 2, số 5 phố Lò Gốm, Hà Nội",
        "chair_name": "Lưu Đình Nam",
        "chair_title": "Thường trực Đảng ủy Cục",
        "grace_seconds": 60,
    }
    rules = RuleSet.objects.get(code=RULES)
    round_ = Round(unit=unit, campaign=campaign, rule_set=rules, title=title, **{**values, **fields})
    return configuring.save_round(round_=round_)


def _fill(round_: Round, roll: list[User], team: list[User]) -> None:
    ballot_lines.propose_lines(round_id=round_.pk)
    for line in round_.lines.select_related("official"):
        kinds = [Kind.SELF_ASSESSMENT, Kind.ASSETS]
        if line.position == 1:
            kinds.append(Kind.EXPLANATION)
        line.dossier = dossier_for(line.official, kinds, f"Hồ sơ {round_.campaign.name.lower()}")
        configuring.save_part(part=line)
    configuring.add_electors(round_id=round_.pk, electors=[(user, "") for user in roll])
    configuring.set_committee(round_id=round_.pk, members=team)


def put_aside(agency: DemoAgency, campaign: Campaign, unfinished: Sequence[str]) -> None:
    """Cancel or delete rounds that an interrupted run left in one of these states."""
    left = Round.objects.filter(campaign=campaign, unit=agency.unit, state__in=unfinished)
    cancel_all(agency, left)


def cancel_all(agency: DemoAgency, rounds: Iterable[Round]) -> None:
    """Delete these rounds where that is allowed, and cancel the others."""
    for round_ in rounds:
        if round_.may_be_deleted:
            configuring.remove_draft(round_id=round_.pk)
        else:
            reason = "Việc dựng dữ liệu minh họa bị gián đoạn."
            moves.cancel_round(round_id=round_.pk, actor=agency.users["thuky"], reason=reason)


def free_title(campaign: Campaign, title: str) -> str:
    """Return the title, with a number if another round of the campaign has it."""
    taken = set(Round.objects.filter(campaign=campaign).values_list("title", flat=True))
    numbered = (f"{title} ({number})" for number in range(2, len(taken) + 3))
    return next(name for name in (title, *numbered) if name not in taken)


@transaction.atomic
def refresh_window(round_: Round) -> None:
    """Move the times of a draft whose closing time has passed since the last start."""
    now = timezone.now()
    if round_.is_draft and round_.closes_at and round_.closes_at <= now:
        round_.opens_at = now + dt.timedelta(hours=1)
        round_.closes_at = now + dt.timedelta(days=OPEN_DAYS)
        configuring.save_round(round_=round_)
