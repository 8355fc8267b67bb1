"""Rounds made from the plan: one draft for each meeting, with lines, exempt officials, roll, team and times."""

import datetime

import pytest
from django.utils import timezone

from audit.models import Entry
from officials import services as officials_services
from officials.models import Official, Post
from rounds import eligibility, preflight
from rounds.models import BatchItem, CommitteeMember, Round
from rounds.services import preparing
from tests.batches import (
    carried_out,
    created,
    ministry_with_rounds,
    names_on_ballot,
    names_on_roll,
    official_with_account,
    prepared,
    round_of,
    small_ministry,
)
from tests.roles import make_official, make_unit

pytestmark = pytest.mark.django_db
DEPUTY = ("Phó Cục trưởng",)
DAY = datetime.date(timezone.localdate().year, 12, 20)


def test_each_unit_gets_one_draft_and_nothing_before_the_start() -> None:
    made = small_ministry(parts=3)
    prepared(made)
    assert not Round.objects.exists()
    batch = created(made)
    assert batch.state == "done"
    assert [round_.unit for round_ in Round.objects.order_by("unit__name")] == made.parts
    assert all(round_.is_draft and round_.campaign == made.campaign for round_ in Round.objects.all())


def test_lines_come_from_the_posts_by_rank() -> None:
    made = ministry_with_rounds(parts=1)
    round_ = round_of(made, made.parts[0])
    posts = [line.posts.get().title for line in round_.lines.order_by("position")]
    assert posts == ["Cục trưởng", "Phó Cục trưởng"]


def test_exempt_officials_are_recorded_with_the_reason_as_on_the_page_of_a_round() -> None:
    made = small_ministry(parts=1)
    unit = made.parts[0]
    new = make_official(unit, "Lê Mới Bổ Nhiệm", posts=DEPUTY, appointed_on=datetime.date(DAY.year, 2, 1))
    leaving = make_official(
        unit, "Vũ Sắp Nghỉ", posts=DEPUTY, retirement_notice_on=datetime.date(DAY.year, 3, 1)
    )
    created(made, day=DAY)
    round_ = round_of(made, unit)
    recorded = {
        row.official: (row.reason, row.detail) for row in round_.exemptions.select_related("official")
    }
    assert set(recorded) == {new, leaving}
    assert recorded == {
        official: (found.reason, found.detail) for official, found in eligibility.exempt_officials(round_)
    }
    assert new.full_name not in names_on_ballot(round_)


def test_officials_whom_the_plan_does_not_vote_on_are_not_missing() -> None:
    made = small_ministry(parts=1)
    created(made, day=DAY)
    round_ = round_of(made, made.parts[0])
    held = [post.title for posts in eligibility.current_posts(round_).values() for post in posts]
    assert sorted(held) == ["Cục trưởng", "Phó Cục trưởng"]
    missing = " ".join(str(one.message) for one in preflight.before_freezing(round_))
    assert Official.objects.get(posts__title="Bí thư Đảng ủy").full_name not in missing


def test_the_roll_is_proposed_from_the_groups() -> None:
    made = ministry_with_rounds(parts=1)
    round_ = round_of(made, made.parts[0])
    everybody = set(Official.objects.values_list("full_name", flat=True))
    assert names_on_roll(round_) == everybody
    head = round_.electors.get(capacity="Cục trưởng")
    assert head.user.official.posts.get().title == "Cục trưởng"


def test_people_without_an_account_are_counted_and_named() -> None:
    made = small_ministry(parts=1)
    make_official(made.parts[0], "Lê Chưa Có Tài Khoản")
    batch = created(made)
    assert batch.items.get().numbers["without_account"] == 1


def test_the_counting_team_is_on_the_roll_and_not_on_the_ballot() -> None:
    made = small_ministry(parts=1)
    for number in range(4):
        part = make_unit(f"Phòng {number}", parent=made.parts[0], authority=made.parts[0])
        official_with_account(part, "Trưởng phòng")
    created(made)
    round_ = round_of(made, made.parts[0])
    team = list(round_.committee.order_by("index"))
    assert [member.role for member in team] == [CommitteeMember.Role.HEAD] + [CommitteeMember.Role.MEMBER] * 2
    people = {member.user_id for member in team}
    assert people <= set(round_.electors.values_list("user_id", flat=True))
    assert not people & set(round_.lines.values_list("official__user_id", flat=True))


def test_times_place_and_chair_are_set() -> None:
    made = small_ministry(parts=1)
    created(made, day=DAY, place="Hội trường A")
    round_ = round_of(made, made.parts[0])
    local = [
        timezone.localtime(moment)
        for moment in (round_.meets_at, round_.opens_at, round_.closes_at)
        if moment
    ]
    assert [f"{moment:%d/%m %H:%M}" for moment in local] == ["20/12 08:00", "20/12 08:30", "20/12 11:00"]
    assert (round_.place, round_.chair_title) == ("Hội trường A", "Cục trưởng")


def test_an_official_of_three_units_is_voted_on_in_two() -> None:
    made = small_ministry(parts=3)
    official = official_with_account(made.parts[0], "Phó Cục trưởng", "Đinh Ba Nơi")
    for unit in made.parts[1:]:
        since = datetime.date(DAY.year - 3, 1, 15)
        post = Post(official=official, unit=unit, title="Phó Cục trưởng", appointed_on=since)
        officials_services.save(row=post)
    created(made, day=DAY)
    places = [unit.name for unit in made.parts if official.full_name in names_on_ballot(round_of(made, unit))]
    assert places == ["Cục 1", "Cục 2"]
    assert round_of(made, made.parts[2]).exemptions.get(official=official).reason == "places"


def test_what_was_left_out_before_is_left_out() -> None:
    made = small_ministry(parts=1)
    batch = prepared(made)
    item = batch.items.get()
    official = Official.objects.get(posts__title="Phó Cục trưởng")
    preparing.correct(
        item_id=item.pk,
        values={
            "title": "Hội nghị riêng",
            "without_officials": [official.pk],
            "without_voters": [official.user_id],
        },
    )
    carried_out(batch, made.secretary)
    round_ = round_of(made, made.parts[0])
    assert round_.title == "Hội nghị riêng"
    assert official.full_name not in names_on_ballot(round_)
    assert official.full_name not in names_on_roll(round_)


def test_only_what_is_ticked_is_created() -> None:
    made = small_ministry(parts=2)
    batch = prepared(made)
    first, second = batch.items.all()
    preparing.choose(batch_id=batch.pk, wanted=[first.pk], among=[first.pk, second.pk])
    carried_out(batch, made.secretary)
    assert [round_.unit for round_ in Round.objects.all()] == [first.unit]


def test_each_round_is_one_entry_of_the_log_by_the_secretary() -> None:
    made = ministry_with_rounds(parts=2)
    entries = Entry.objects.filter(act="draft.propose")
    assert {entry.round_id for entry in entries} == {round_.pk for round_ in Round.objects.all()}
    assert {entry.actor for entry in entries} == {made.secretary}


def test_a_refusal_by_the_database_concerns_one_round() -> None:
    made = small_ministry(parts=2)
    batch = prepared(made)
    first, second = batch.items.all()
    clash = created(made, made.parts[1])
    assert clash.state == "done"
    batch = prepared(made, made.parts[0])
    BatchItem.objects.create(
        batch=batch, position=9, unit=made.parts[1], meeting=first.meeting, title=second.title
    )
    carried_out(batch, made.secretary)
    states = dict(batch.items.values_list("unit__name", "state"))
    assert states == {"Cục 1": "made", "Cục 2": "refused"}
    assert batch.items.get(state="refused").reason
