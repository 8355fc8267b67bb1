"""A campaign prepared in two acts: rounds created from the plan and announced by a worker, and its page with few and many."""

import datetime
import itertools
import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from approvals.models import ApprovalRequest
from benchmarks import ministry
from benchmarks.clock import Asked, ProcessGroup, cost, own_seconds
from benchmarks.meetings import AT_ONCE
from benchmarks.ministry import Ministry, Scale
from benchmarks.sizes import Sizes
from notices.models import Notice
from officials.models import Group, Membership, Official, Post, User
from operations.owner import as_owner
from rounds.models import Batch, Campaign, Elector, Line, PlanMeeting, Round
from rounds.services import planning, preparing, proposing, rules
from secretariat.models import Work
from secretariat.work import carrying, services
from simulation.rehearsal.client import SiteClient

Kind = Group.Kind


def run(sizes: Sizes) -> dict[str, Any]:
    """Return seconds and queries of creating and announcing all rounds, and the cost of the page beside two rounds."""
    made = ministry.build(
        Scale(
            units=sizes.campaign_units,
            accounts=sizes.campaign_accounts,
            officials=sizes.campaign_officials,
            rounds=0,
            roll=0,
        )
    )
    _staff(made, sizes.campaign_roll)
    campaign = _campaign(made)
    _create(made, campaign, made.units[1:2])
    few = _page(made, campaign, sizes.repeats)
    number, made_by = Round.objects.count(), list[Batch]()
    spent = _spent(lambda: made_by.append(_create(made, campaign, made.units)))
    many = _page(made, campaign, sizes.repeats)
    announced = _announce(made, campaign)
    _add_drafts(made, campaign, sizes.campaign_rounds)
    return {
        "units": len(made.units),
        "rounds": made_by[0].items.filter(state="made").count(),
        "before": number,
        "lines": Line.objects.count(),
        "places": Elector.objects.count(),
        **spent,
        "few": few,
        "many": many,
        "announced": announced,
        "in_all": campaign.rounds.count(),
        "most": _page(made, campaign, sizes.repeats),
    }


def _staff(made: Ministry, roll: int) -> None:
    """Give the officials accounts, groups and a second place, and each unit other people who are summoned."""
    groups = {kind: Group.objects.filter(unit=None, kind=kind).first() for kind in Kind.values}
    Post.objects.filter(kind=Post.Kind.WORK).update(group=groups[Kind.LEADERSHIP])
    Post.objects.filter(kind=Post.Kind.PARTY).update(group=groups[Kind.PARTY_COMMITTEE])
    _give_second_place(made)
    officials = list(Official.objects.filter(user=None).order_by("pk"))
    taken = set(Official.objects.exclude(user=None).values_list("user", flat=True))
    accounts = [account for account in made.accounts if account not in taken]
    for official, user in zip(officials, accounts, strict=False):
        official.user_id = user
    Official.objects.bulk_update(officials[: len(accounts)], ["user"], batch_size=500)
    others = itertools.cycle(accounts[len(officials) :] or accounts)
    rows = [
        Membership(group=groups[Kind.HEADS_OF_ORGANISATIONS], unit=unit, account_id=next(others))
        for unit in made.units
        for _place in range(min(roll, len(accounts) - len(officials)))
    ]
    Membership.objects.bulk_create(rows, batch_size=1000)


def _give_second_place(made: Ministry) -> None:
    """Let each official hold the post in the Party at another unit than the one at work, and be voted on at both."""
    units = [unit.pk for unit in made.units[1:]]
    following = dict(zip(units, [*units[1:], units[0]], strict=True))
    posts = list(Post.objects.filter(kind=Post.Kind.PARTY))
    for post in posts:
        post.unit_id = following[post.unit_id]
    Post.objects.bulk_update(posts, ["unit"], batch_size=AT_ONCE)


def _campaign(made: Ministry) -> Campaign:
    """Return a campaign under a plan that asks two meetings of each unit."""
    plan, top = made.plan, made.units[0]
    summoned: list[str] = [Kind.PARTY_COMMITTEE, Kind.HEADS_OF_ORGANISATIONS]
    PlanMeeting.objects.create(
        plan=plan, position=2, name="Hội nghị Đảng bộ", summoned=summoned, voted_on=[Kind.PARTY_COMMITTEE]
    )
    planning.approve(plan=plan, number="9/KH-BLN", date=plan.starts_on, actor=None)
    row = Campaign(name="Đợt năm sau", unit=top, plan=plan, starts_on=plan.starts_on, ends_on=plan.ends_on)  # type: ignore[misc]
    return rules.save_rules(row=row)


def _create(made: Ministry, campaign: Campaign, units: list[Any]) -> Batch:
    """Do what the pages and the worker do, in this process."""
    secretary = made.people["secretary"]
    plan: Any = campaign.plan
    batch = preparing.prepare(
        campaign=campaign,
        units=units,
        rule_set=plan.rule_set,
        actor=secretary,
        day=campaign.starts_on,
        place="Hội trường A",
    )
    preparing.start(batch_id=batch.pk, actor=secretary)
    proposing.create_rounds(batch_id=batch.pk)
    return batch


def _announce(made: Ministry, campaign: Campaign) -> dict[str, Any]:
    """Announce every round with officials as one act that a second person confirms; return what each half costs a worker."""
    ready = campaign.rounds.filter(lines__isnull=False).distinct()
    keys = [str(key) for key in ready.values_list("pk", flat=True)]
    values = {"step": "announce", "rounds": keys, "values": {}}
    asked = _carried_out(Work.Kind.TAKE, made.people["secretary"], values, len(keys))
    request = {"request": str(ApprovalRequest.objects.get().pk), "act": "round.announce"}
    confirmed = _carried_out(Work.Kind.CONFIRM, made.people["keeper"], request, len(keys))
    return {
        "rounds": campaign.rounds.filter(state="announced").count(),
        "notices": Notice.objects.filter(kind="summons").count(),
        "asked": asked,
        "confirmed": confirmed,
    }


def _carried_out(kind: str, user: User, values: dict[str, Any], total: int) -> dict[str, Any]:
    """Ask for an act on many rows and do what the worker does; return what it cost."""
    works = list[Work]()

    def carry_out() -> None:
        works.append(services.ask(kind=kind, user=user, values=values, total=total))
        carrying.carry_out(work_id=works[0].pk)

    found = _spent(carry_out)
    works[0].refresh_from_db()
    if not works[0].is_done:
        raise AssertionError(f"{works[0].state}: {works[0].trouble} {works[0].outcome}")
    return found


def _spent(action: Callable[[], object]) -> dict[str, Any]:
    """Return seconds, seconds of the processor here and in the process of the database, and queries."""
    database = ProcessGroup((_server_process(),))
    begin, used, stored = time.perf_counter(), own_seconds(), database.seconds()
    with Asked() as asked:
        action()
    return {
        "elapsed": time.perf_counter() - begin,
        "processor": own_seconds() - used,
        "database": database.seconds() - stored,
        "queries": asked.number,
    }


def _server_process() -> int:
    """Return the id of the process of the database that serves this one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _add_drafts(made: Ministry, campaign: Campaign, number: int) -> None:
    """Let the campaign have this many rounds, those that are added without people, each unit in turn."""
    plan: Any = campaign.plan
    opens = timezone.now() + datetime.timedelta(days=30)
    missing = range(campaign.rounds.count(), number)
    Round.objects.bulk_create(
        (
            Round(
                campaign=campaign,
                unit=made.units[place % len(made.units)],
                rule_set=plan.rule_set,
                title=f"Hội nghị lấy phiếu tín nhiệm, lần {place + 1}",
                opens_at=opens + datetime.timedelta(hours=place),
                closes_at=opens + datetime.timedelta(hours=place + 2),
            )
            for place in missing
        ),
        batch_size=AT_ONCE,
    )


def _page(made: Ministry, campaign: Campaign, repeats: int) -> dict[str, float]:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    path = reverse("secretariat:campaign", args=[campaign.pk])
    with override_settings(REQUIRE_STAFF_MFA=False):
        client = SiteClient(User.objects.get(pk=made.people["secretary"].pk))
        client.client.defaults["HTTP_ACCEPT"] = "text/html"
        client.get(path)
        with Asked() as asked:
            client.get(path)
        return {"queries": asked.number, "elapsed": cost(lambda: client.get(path), repeats).elapsed}
