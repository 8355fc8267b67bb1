"""Who is voted on, from the posts: exemptions, places, several posts."""

import datetime

import pytest
from django.utils import timezone

from officials.models import Official, Post, Unit
from rounds import eligibility, preflight
from rounds.models import Exemption, Round
from rounds.services import ballot_lines, moves
from tests.roles import make_campaign, make_official, make_round, make_unit

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year
OLD, NEW = datetime.date(YEAR - 4, 5, 1), datetime.date(YEAR, 1, 1)
LAST_DAY = datetime.date(YEAR - 1, 12, 31)
Reason = Exemption.Reason

CASES = [
    ([{"appointed_on": OLD}], None),
    ([{"appointed_on": NEW}], Reason.APPOINTED),
    ([{"appointed_on": LAST_DAY}], None),
    ([{"appointed_on": None, "elected_on": NEW}], Reason.ELECTED),
    ([{"appointed_on": OLD, "elected_on": NEW}], Reason.ELECTED),
    ([{"appointed_on": OLD}, {"appointed_on": NEW}], None),
    ([{"appointed_on": NEW}, {"appointed_on": None, "elected_on": NEW}], Reason.ELECTED),
    ([{"appointed_on": OLD, "retirement_notice_on": NEW}], Reason.RETIRING),
    ([{"appointed_on": NEW, "retirement_notice_on": NEW}], Reason.RETIRING),
    ([{"appointed_on": OLD, "retirement_notice_on": datetime.date(YEAR + 1, 12, 31)}], None),
    ([{"appointed_on": None}], None),
]


def exemption(round_: Round, official: Official) -> eligibility.Exempt | None:
    posts = official.posts.filter(unit_id=round_.unit_id)
    return eligibility.exemption(round_, official.pk, list(posts), eligibility.facts_elsewhere(round_))


@pytest.mark.parametrize(("posts", "reason"), CASES)
def test_exemption(unit: Unit, posts: list[dict[str, datetime.date]], reason: str | None) -> None:
    official = make_official(unit, posts=())
    for number, dates in enumerate(posts):
        Post.objects.create(official=official, unit=unit, title=f"Chức vụ {number}", **dates)
    found = exemption(make_round(unit), official)
    assert (found.reason if found else None) == reason


def test_the_rule_set_decides_whether_newcomers_are_exempt(unit: Unit) -> None:
    official = make_official(unit, appointed_on=NEW)
    round_ = make_round(unit)
    round_.rule_set.exempt_new = False
    assert exemption(round_, official) is None


def test_notice_of_retirement_counts_at_every_unit(unit: Unit, other_unit: Unit) -> None:
    official = make_official(unit)
    for month in (3, 2):
        notice = datetime.date(YEAR - 1, month, 1)
        post = Post(official=official, unit=other_unit, title=f"Ủy viên {month}", appointed_on=OLD)
        post.retirement_notice_on = notice
        post.save()
    round_ = make_round(unit)
    assert ballot_lines.propose_lines(round_id=round_.pk) == (0, 1)
    exempt = round_.exemptions.get()
    assert (exempt.reason, exempt.detail) == (Reason.RETIRING, f"thông báo ngày 01 tháng 2 năm {YEAR - 1}")


def test_several_posts_are_one_line(unit: Unit) -> None:
    make_official(unit, posts=("Cục trưởng", "Bí thư Chi bộ"))
    round_ = make_round(unit)
    assert ballot_lines.propose_lines(round_id=round_.pk) == (1, 0)
    assert [post.title for post in round_.lines.get().posts.all()] == [
        "Cục trưởng",
        "Bí thư Chi bộ",
    ]


def test_ended_and_future_posts_are_not_voted_on(unit: Unit) -> None:
    make_official(unit, ended_on=LAST_DAY)
    make_official(unit, appointed_on=datetime.date(YEAR + 1, 6, 1))
    assert ballot_lines.propose_lines(round_id=make_round(unit).pk) == (0, 0)


def test_proposing_twice_adds_nothing(unit: Unit) -> None:
    make_official(unit)
    make_official(unit, appointed_on=NEW)
    round_ = make_round(unit)
    assert ballot_lines.propose_lines(round_id=round_.pk) == (1, 1)
    assert ballot_lines.propose_lines(round_id=round_.pk) == (0, 1)


def test_exemptions_are_recorded_with_their_reason(unit: Unit) -> None:
    official = make_official(unit, appointed_on=NEW)
    round_ = make_round(unit)
    ballot_lines.propose_lines(round_id=round_.pk)
    exempt = round_.exemptions.get()
    assert (exempt.official, exempt.reason) == (official, Reason.APPOINTED)
    assert str(YEAR) in exempt.detail


def on_ballot_of(official: Official, campaign_rounds: list[Round]) -> None:
    for round_ in campaign_rounds:
        ballot_lines.add_line(round_=round_, official=official, posts=official.posts.all())


@pytest.mark.parametrize(("places", "exempt"), [(1, False), (2, True), (3, True)])
def test_at_most_two_places(unit: Unit, places: int, exempt: bool) -> None:
    official, campaign = make_official(unit), make_campaign(unit)
    on_ballot_of(official, [make_round(make_unit(), campaign=campaign) for _n in range(places)])
    round_ = make_round(unit, campaign=campaign)
    ballot_lines.propose_lines(round_id=round_.pk)
    assert [row.reason for row in round_.exemptions.all()] == [Reason.PLACES] * exempt
    assert round_.lines.count() == (0 if exempt else 1)


def test_meetings_of_one_unit_count_as_one_place(unit: Unit, other_unit: Unit) -> None:
    official, campaign = make_official(unit), make_campaign(unit)
    units = (other_unit, other_unit, unit)
    on_ballot_of(official, [make_round(where, campaign=campaign) for where in units])
    assert eligibility.places_elsewhere(make_round(unit, campaign=campaign)) == {official.pk: 1}


@pytest.mark.parametrize(("starts", "places"), [(OLD, 0), (LAST_DAY, 1), (datetime.date(YEAR, 7, 1), 1)])
def test_campaigns_that_overlap_are_one_period(
    unit: Unit, other_unit: Unit, starts: datetime.date, places: int
) -> None:
    official = make_official(unit)
    other = make_campaign(other_unit, starts_on=starts, ends_on=starts + datetime.timedelta(days=1))
    on_ballot_of(official, [make_round(other_unit, campaign=other)])
    found = eligibility.places_elsewhere(make_round(unit, campaign=make_campaign(unit)))
    assert found == ({official.pk: places} if places else {})


def test_cancelled_rounds_do_not_count_as_places(unit: Unit, other_unit: Unit) -> None:
    official, campaign = make_official(unit), make_campaign(unit)
    cancelled = make_round(other_unit, campaign=campaign)
    on_ballot_of(official, [cancelled])
    moves.cancel_round(round_id=cancelled.pk, actor=None, reason="Hoãn")
    round_ = make_round(unit, campaign=campaign)
    assert eligibility.places_elsewhere(round_) == {}


def test_third_place_is_refused_at_freezing(unit: Unit) -> None:
    official, campaign = make_official(unit), make_campaign(unit)
    rounds = [make_round(make_unit(), campaign=campaign) for _n in range(2)]
    third = make_round(unit, campaign=campaign)
    on_ballot_of(official, [*rounds, third])
    assert any(official.full_name in str(m.message) for m in preflight.before_freezing(third))
