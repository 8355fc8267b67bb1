"""Two people with the page of one round or plan: nothing that one saved is overwritten unseen by the other."""

import pytest
from django.test import Client

from officials.models import Unit, User
from rounds.models import Round
from rounds.services import ballot_lines
from tests.roles import announce, make_official, make_plan, make_round, make_user
from tests.secretariat.two_people import again, errors, fields_of, opened, sent

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_what_both_typed_is_there(first: Client, second: Client, secretary: User, draft_round: Round) -> None:
    form = opened(second, draft_round)
    assert sent(first, draft_round, opened(first, draft_round), place="Hội trường B").status_code == 302
    page = sent(second, draft_round, form, title="Tên mới")
    assert page.status_code == 200
    assert "Nội dung đã được lưu ở nơi khác" in page.text
    assert secretary.full_name in errors(page)[0]
    assert errors(page)[1] == "Địa điểm hội nghị: “Hội trường A” đổi thành “Hội trường B”"
    assert draft_round.title != "Tên mới"
    assert again(second, draft_round, page).status_code == 302
    assert (draft_round.title, draft_round.place) == ("Tên mới", "Hội trường B")


@pytest.mark.slow
def test_both_typed_into_one_field(first: Client, second: Client, draft_round: Round) -> None:
    form = opened(second, draft_round)
    days = {"opens_at": "01/03/2027 08:00", "closes_at": "03/03/2027 08:00"}
    sent(first, draft_round, opened(first, draft_round), **days)
    page = sent(second, draft_round, form, opens_at="02/03/2027 08:00")
    assert "08:00 01/03/2027" in errors(page)[1]
    assert fields_of(page)["opens_at"] == ["02/03/2027 08:00"]


@pytest.mark.slow
def test_line_of_the_other_is_kept(first: Client, second: Client, draft_round: Round) -> None:
    form = opened(second, draft_round)
    added = make_official(draft_round.unit, "Đỗ Văn Thêm")
    sent(first, draft_round, opened(first, draft_round), lines__3__official=f"số {added.pk}")
    page = sent(second, draft_round, form, lines__0__block="Lãnh đạo")
    assert errors(page)[1].endswith(": thêm Đỗ Văn Thêm")
    again(second, draft_round, page)
    assert list(draft_round.lines.values_list("official_id", flat=True))[-1] == added.pk
    assert draft_round.lines.order_by("position")[0].block == "Lãnh đạo"


@pytest.mark.slow
def test_line_that_the_other_took_off_stays_off(first: Client, second: Client, draft_round: Round) -> None:
    form = opened(second, draft_round)
    gone, _second, last = draft_round.lines.order_by("position")
    sent(first, draft_round, opened(first, draft_round), lines__0__DELETE="on")
    page = sent(second, draft_round, form, lines__2__block="Khối sau")
    assert errors(page)[1].endswith(f": bớt {gone.official}")
    again(second, draft_round, page)
    assert [line.block for line in draft_round.lines.order_by("position")] == ["", "Khối sau"]
    assert draft_round.lines.get(block="Khối sau").official_id == last.official_id


@pytest.mark.slow
def test_printed_posts_of_the_other_are_kept(first: Client, second: Client, unit: Unit) -> None:
    official = make_official(unit, "Trần Hai Chức", posts=("Cục trưởng", "Bí thư"))
    round_ = make_round(unit)
    ballot_lines.propose_lines(round_id=round_.pk)
    form = opened(second, round_)
    post = official.posts.get(title="Bí thư")
    sent(first, round_, opened(first, round_), lines__0__printed=[str(post.pk)])
    page = sent(second, round_, form, lines__0__block="Lãnh đạo")
    assert "Trần Hai Chức" in errors(page)[1]
    again(second, round_, page)
    assert [str(one) for one in round_.lines.get().posts.all()] == [str(post)]


@pytest.mark.slow
def test_both_added_to_the_team(first: Client, second: Client, draft_round: Round) -> None:
    form = opened(second, draft_round)
    unit = draft_round.unit
    one, other = make_user("Lê Mười", "m", unit=unit), make_user("Lê Chín", "c", unit=unit)
    sent(first, draft_round, opened(first, draft_round), committee__3__user="m", committee__3__role="member")
    page = sent(second, draft_round, form, committee__3__user="c", committee__3__role="member")
    assert errors(page)[1:] == ["Ban kiểm phiếu: thêm Lê Mười"]
    assert again(second, draft_round, page).status_code == 302
    assert {one.pk, other.pk} < set(draft_round.committee.values_list("user_id", flat=True))


@pytest.mark.slow
def test_pressing_twice_is_no_conflict(first: Client, draft_round: Round) -> None:
    form = opened(first, draft_round)
    for _press in range(2):
        answer = sent(first, draft_round, form, title="Tên mới", lines__0__block="Lãnh đạo")
        assert answer.status_code == 302
    assert draft_round.title == "Tên mới"


@pytest.mark.slow
def test_own_other_window_is_named(first: Client, draft_round: Round) -> None:
    form = opened(first, draft_round)
    sent(first, draft_round, form, place="Hội trường B")
    page = sent(first, draft_round, form, title="Tên mới")
    assert "cửa sổ khác" in errors(page)[0]


@pytest.mark.slow
def test_announced_meanwhile(second: Client, draft_round: Round) -> None:
    form = opened(second, draft_round)
    announce(draft_round)
    page = sent(second, draft_round, form, title="Tên mới")
    assert "thông báo triệu tập" in errors(page)[1]
    assert fields_of(page)["title"] == ["Tên mới"]
    assert draft_round.title != "Tên mới"


@pytest.mark.slow
def test_texts_of_a_plan(first: Client, second: Client, unit: Unit) -> None:
    plan = make_plan(unit)
    form = opened(second, plan)
    sent(first, plan, opened(first, plan), purpose="Mục đích mới", meetings__0__name="Hội nghị Cục")
    page = sent(second, plan, form, principles="Nguyên tắc mới")
    assert len(errors(page)) == 3
    again(second, plan, page)
    assert (plan.purpose, plan.principles) == ("Mục đích mới", "Nguyên tắc mới")
    assert plan.meetings.get().name == "Hội nghị Cục"


@pytest.mark.slow
def test_voter_on_the_roll(first: Client, second: Client, draft_round: Round) -> None:
    voter = draft_round.electors.all()[0]
    form = opened(second, voter)
    sent(first, voter, opened(first, voter), capacity="Chuyên viên chính")
    page = sent(second, voter, form, capacity="Chuyên viên")
    assert errors(page)[1] == "Chức vụ, tư cách: “–” đổi thành “Chuyên viên chính”"
    assert fields_of(page)["capacity"] == ["Chuyên viên"]
