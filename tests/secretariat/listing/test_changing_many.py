"""Many rows are changed in one act: only what was ticked, with a reason, and what is skipped is named."""

import datetime
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from audit.models import Entry, KeptValue
from officials.models import Dossier, Unit, User
from rounds.models import Elector, Round
from rounds.services import moves
from secretariat.models import Selection
from tests.roles import make_campaign, make_official, make_round, make_unit, make_user
from tests.secretariat.listing.list_requests import begin, change, choose, places

pytestmark = pytest.mark.django_db
LIST = "officials_unit"


def test_a_preview_changes_nothing(desk: Client, units: list[Unit], address: str) -> None:
    page = change(desk, address, confirmed=False, place="Huế", reason="Sáp nhập tỉnh")
    assert page.status_code == 200
    assert page.context["preview"].changed == 3
    assert "Huế" in page.text
    assert places(units) == {"Hà Nội"}


def test_rows_are_changed_and_the_filter_is_there_again(
    desk: Client, units: list[Unit], address: str
) -> None:
    answer = change(desk, address, place="Huế")
    assert places(units) == {"Huế"}
    assert answer.headers["location"] == "/admin/officials/unit/?q=phong"
    assert "3" in " ".join(map(str, get_messages(answer.wsgi_request)))


def test_untouched_fields_stay_untouched(desk: Client, units: list[Unit], address: str) -> None:
    Unit.objects.filter(pk=units[0].pk).update(drafting_code="TCCB")
    change(desk, address, place="Huế")
    units[0].refresh_from_db()
    assert (units[0].place, units[0].drafting_code, units[0].document_code) == ("Huế", "TCCB", "ĐV")


def test_an_empty_field_is_emptied_only_if_ticked(desk: Client, units: list[Unit], address: str) -> None:
    Unit.objects.filter(pk=units[0].pk).update(drafting_code="TCCB", authority=units[0].parent_id)
    change(desk, address, drafting_code="", authority="")
    units[0].refresh_from_db()
    assert (units[0].drafting_code, units[0].authority_id) == ("", None)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"place": "Huế"}, "place"),  # without its box
        ({"change_place": "on", "place": ""}, "place"),
        ({}, "__all__"),
        ({"change_parent": "on", "parent": "Không có"}, "parent"),
    ],
)
def test_what_is_unclear_is_asked(
    desk: Client, units: list[Unit], address: str, sent: dict[str, str], field: str
) -> None:
    page = desk.post(address, {**sent, "confirmed": "yes"})
    assert page.status_code == 400
    assert field in page.context["form"].errors
    assert places(units) == {"Hà Nội"}


def test_one_act_of_the_log_has_the_reason(
    desk: Client, secretary: User, units: list[Unit], address: str
) -> None:
    before = Entry.objects.latest("pk").pk
    change(desk, address, place="Huế", reason="Sáp nhập tỉnh")
    entry = Entry.objects.get(pk__gt=before)
    assert (entry.act, entry.actor) == ("list.edit", secretary)
    assert {row.row_id for row in entry.details.exclude(kind="note")} == {str(unit.pk) for unit in units}
    kept = KeptValue.objects.filter(detail__entry=entry)
    assert "Sáp nhập tỉnh" in str(list(kept.values()))


def test_rows_to_which_it_does_not_apply_are_named(desk: Client, units: list[Unit]) -> None:
    address = begin(desk, LIST, units)
    answer = change(desk, address, parent=str(units[0].pk))
    page = desk.get(answer.headers["location"])
    outcome = page.context["outcome"]
    assert (outcome.changed, [name for name, _why in outcome.skipped]) == (2, ["Phòng 0"])
    assert "Phòng 0" in page.text
    assert Unit.objects.filter(parent=units[0]).count() == 2


def test_rows_that_are_gone_are_counted(desk: Client, units: list[Unit], address: str) -> None:
    units[0].delete()
    page = desk.get(change(desk, address, place="Huế").headers["location"])
    assert (page.context["outcome"].changed, page.context["outcome"].gone) == (2, 1)


def test_rows_that_have_the_value_are_not_written(desk: Client, units: list[Unit], address: str) -> None:
    Unit.objects.filter(pk=units[0].pk).update(place="Huế")
    change(desk, address, place="Huế")
    outcome = Selection.objects.get().outcome or {}
    assert (outcome["changed"], outcome["unchanged"]) == (2, 1)


def test_pressing_twice_acts_once(desk: Client, units: list[Unit], address: str) -> None:
    change(desk, address, place="Huế")
    Unit.objects.filter(pk=units[0].pk).update(place="Vinh")
    change(desk, address, place="Huế")
    assert places(units) == {"Huế", "Vinh"}


def test_rounds_move_to_a_day_and_keep_their_hours(desk: Client, unit: Unit) -> None:
    opens = timezone.make_aware(datetime.datetime(2027, 3, 1, 9, 15))  # noqa: DTZ001
    rounds = [make_round(unit, opens_at=opens, closes_at=opens + datetime.timedelta(hours=2)) for _ in "ab"]
    rounds.append(make_round(unit, opens_at=None, closes_at=None, title="Chưa có giờ"))
    answer = change(desk, begin(desk, "rounds_round", rounds), day="15/3/2027", place="Hội trường B")
    moved = Round.objects.get(pk=rounds[0].pk)
    assert timezone.localtime(moved.opens_at).isoformat() == "2027-03-15T09:15:00+07:00"
    assert timezone.localtime(moved.closes_at).isoformat() == "2027-03-15T11:15:00+07:00"
    outcome = desk.get(answer.headers["location"]).context["outcome"]
    assert [name for name, _why in outcome.skipped] == [f"Chưa có giờ ({unit})"]
    assert Round.objects.get(pk=rounds[2].pk).place == "Hội trường A"


def test_a_frozen_round_is_skipped(desk: Client, secretary: User, draft_round: Round) -> None:
    other = make_round(draft_round.unit)
    address = begin(desk, "rounds_round", [draft_round, other])
    moves.freeze_round(round_id=draft_round.pk, actor=secretary, reason="Họp gấp")
    page = desk.get(change(desk, address, place="Hội trường B").headers["location"])
    assert [name for name, _why in page.context["outcome"].skipped] == [
        f"{draft_round.title} ({draft_round.unit})"
    ]
    assert Round.objects.get(pk=draft_round.pk).place == "Hội trường A"


def test_checks_of_the_model_hold_for_each_row(desk: Client, unit: Unit) -> None:
    campaigns = [make_campaign(unit), make_campaign(unit, starts_on=datetime.date(2020, 1, 1))]
    address = begin(desk, "rounds_campaign", campaigns)
    page = desk.get(change(desk, address, ends_on="1/6/2021").headers["location"])
    ((name, why),) = page.context["outcome"].skipped
    assert name == campaigns[0].name
    assert "kết thúc" in why


def test_accounts_are_blocked_but_not_the_own_and_not_during_a_vote(
    desk: Client, secretary: User, frozen_round: Round, unit: Unit
) -> None:
    free = make_user("Tự Do", unit=unit)
    User.objects.filter(pk__in=frozen_round.electors.values("user")).update(unit=unit)
    voter = frozen_round.electors.all()[0].user
    people = [free, voter, secretary]
    answer = change(desk, begin(desk, "officials_user", people), is_active="0")
    outcome = desk.get(answer.headers["location"]).context["outcome"]
    assert {name for name, _why in outcome.skipped} == {str(voter), str(secretary)}
    assert [User.objects.get(pk=one.pk).is_active for one in people] == [False, True, True]


def test_capacities_of_a_roll(desk: Client, draft_round: Round) -> None:
    query = f"round__id__exact={draft_round.pk}"
    answer = choose(
        desk, "rounds_elector", query, row=list(draft_round.electors.values_list("pk", flat=True)), act="edit"
    )
    answer = change(desk, answer.headers["location"], capacity="Đại biểu")
    assert answer.headers["location"].endswith(query)
    assert set(Elector.objects.filter(round=draft_round).values_list("capacity", flat=True)) == {"Đại biểu"}


def test_days_of_dossiers(desk: Client, unit: Unit) -> None:
    dossiers = [Dossier.objects.create(official=make_official(unit), title="Hồ sơ") for _ in "ab"]
    change(desk, begin(desk, "officials_dossier", dossiers), sent_on="5/3/2027")
    assert set(Dossier.objects.values_list("sent_on", flat=True)) == {datetime.date(2027, 3, 5)}


def test_people_of_other_units_are_never_changed(desk: Client, units: list[Unit], address: str) -> None:
    other: Any = make_unit("Cục Khác")
    Selection.objects.update(keys=[str(other.pk), str(units[0].pk)])
    page = desk.get(change(desk, address, place="Huế").headers["location"])
    assert (page.context["outcome"].changed, page.context["outcome"].gone) == (1, 1)
    assert places([other]) == {"Hà Nội"}


@pytest.mark.slow
def test_a_row_costs_a_few_queries(desk: Client, unit: Unit, django_assert_max_num_queries: Any) -> None:
    campaign = make_campaign(unit)
    rounds = [make_round(unit, campaign=campaign) for _number in range(20)]
    address = begin(desk, "rounds_round", rounds)
    with django_assert_max_num_queries(20 * 15 + 40):
        change(desk, address, place="Hội trường B", day="15/3/2027")


def test_more_rows_than_a_page_can_wait_for_are_refused(
    desk: Client, units: list[Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secretariat.listing.pages.MOST_CHANGED", 2)
    answer = choose(desk, LIST, "q=phong", everything="3", act="edit")
    assert "2" in " ".join(map(str, get_messages(answer.wsgi_request)))
    assert not Selection.objects.exists()


def test_rank_and_authority_of_many_posts(desk: Client, unit: Unit) -> None:
    posts = [make_official(unit, posts=("Phó Trưởng phòng",)).posts.get() for _ in "abc"]
    page = desk.get("/admin/officials/post/?q=pho+truong&held=yes")
    assert page.context["cl"].result_count == 3
    change(desk, begin(desk, "officials_post", posts), rank="20", managed_by=str(unit.authority_id))
    assert set(unit.posts.values_list("rank", "managed_by")) == {(20, unit.authority_id)}


def test_a_post_leads_to_its_official(desk: Client, unit: Unit) -> None:
    post = make_official(unit).posts.get()
    answer = desk.get(f"/admin/officials/post/{post.pk}/change/")
    assert answer.headers["location"] == f"/admin/officials/official/{post.official_id}/change/"
