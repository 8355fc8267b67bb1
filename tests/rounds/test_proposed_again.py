"""Running again proposes only what is new, and never undoes what a clerk corrected."""

import datetime

import pytest
from django.utils import timezone

from officials.models import Official
from rounds.models import Round
from rounds.services import configuring, merging, moves
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
from tests.roles import make_frozen_round, make_official, make_round, make_user

pytestmark = pytest.mark.django_db
DAY = datetime.date(timezone.localdate().year, 12, 20)


def test_nothing_new_changes_nothing() -> None:
    made = ministry_with_rounds(parts=1)
    round_ = round_of(made, made.parts[0])
    before = (
        names_on_ballot(round_),
        names_on_roll(round_),
        list(round_.committee.values_list("user", "role")),
    )
    again = created(made)
    assert again.items.get().state == "same"
    assert (
        names_on_ballot(round_),
        names_on_roll(round_),
        list(round_.committee.values_list("user", "role")),
    ) == before
    assert Round.objects.count() == 1


def test_new_people_are_added_at_the_end() -> None:
    made = ministry_with_rounds(parts=1)
    new = official_with_account(made.parts[0], "Cục trưởng", "Đỗ Mới Đến")
    again = created(made)
    round_ = round_of(made, made.parts[0])
    assert again.items.get().state == "added"
    assert names_on_ballot(round_)[-1] == new.full_name
    assert new.full_name in names_on_roll(round_)


def test_people_whom_a_clerk_took_out_stay_out() -> None:
    made = ministry_with_rounds(parts=1)
    round_ = round_of(made, made.parts[0])
    line, elector = round_.lines.last(), round_.electors.last()
    assert line
    assert elector
    configuring.remove_part(part=line)
    configuring.remove_part(part=elector)
    created(made)
    assert line.official.full_name not in names_on_ballot(round_)
    assert elector.user.full_name not in names_on_roll(round_)


def test_a_person_who_was_taken_out_stays_out_under_the_other_record_of_the_person() -> None:
    made = ministry_with_rounds(parts=1)
    round_ = round_of(made, made.parts[0])
    line = round_.lines.select_related("official").last()
    assert line
    configuring.remove_part(part=line)
    kept = make_official(made.top, line.official.full_name, posts=("Vụ trưởng",))
    merging.merge_officials(kept=kept, merged=line.official, actor=made.secretary, reason="Một người")
    assert created(made).items.get().state == "same"
    assert not round_.lines.filter(official=kept).exists()


def test_what_a_clerk_added_and_changed_stays() -> None:
    made = small_ministry(parts=1)
    created(made, day=DAY, place="Hội trường A")
    round_ = round_of(made, made.parts[0])
    guest = make_user("Ngô Khách Mời")
    configuring.add_electors(round_id=round_.pk, electors=[(guest, "Đại biểu")])
    configuring.set_committee(round_id=round_.pk, members=[guest])
    round_.title, round_.place = "Hội nghị đổi tên", "Hội trường B"
    configuring.save_round(round_=round_)
    created(made, day=DAY + datetime.timedelta(days=1), place="Hội trường C")
    round_.refresh_from_db()
    assert (round_.title, round_.place) == ("Hội nghị đổi tên", "Hội trường B")
    assert timezone.localdate(round_.opens_at) == DAY
    assert guest.full_name in names_on_roll(round_)
    assert [member.user for member in round_.committee.all()] == [guest]


def test_a_person_whom_a_clerk_added_and_took_out_again_stays_out() -> None:
    made = ministry_with_rounds(parts=1)
    round_ = round_of(made, made.parts[0])
    guest = make_user("Ngô Khách Mời", unit=made.parts[0])
    configuring.add_electors(round_id=round_.pk, electors=[(guest, "Đại biểu")])
    official_with_account(made.parts[0], "Phó Cục trưởng")
    created(made)
    configuring.remove_part(part=round_.electors.get(user=guest))
    Official.objects.create(full_name=guest.full_name, user=guest).posts.create(
        unit=made.parts[0], title="Chánh Văn phòng"
    )
    created(made)
    assert guest.full_name not in names_on_roll(round_)


def test_times_that_were_missing_are_filled_in() -> None:
    made = ministry_with_rounds(parts=1)
    assert round_of(made, made.parts[0]).opens_at is None
    created(made, day=DAY, place="Hội trường A")
    round_ = round_of(made, made.parts[0])
    assert (timezone.localdate(round_.opens_at), round_.place) == (DAY, "Hội trường A")


def test_a_deleted_round_is_made_again_only_if_it_is_ticked() -> None:
    made = ministry_with_rounds(parts=1)
    configuring.remove_draft(round_id=round_of(made, made.parts[0]).pk)
    batch = prepared(made)
    item = batch.items.get()
    assert (item.is_wanted, item.round) == (False, None)
    assert item.reason
    batch.items.update(is_wanted=True)
    carried_out(batch, made.secretary)
    assert names_on_ballot(round_of(made, made.parts[0]))


def test_a_round_made_by_hand_is_pointed_out() -> None:
    made = small_ministry(parts=1)

    make_round(made.parts[0], campaign=made.campaign, title="Hội nghị đã lập")
    item = prepared(made).items.get()
    assert not item.is_wanted
    assert "Hội nghị đã lập" in item.reason


def test_a_frozen_round_is_left_to_the_clerk() -> None:
    made = ministry_with_rounds(parts=1)
    moves.cancel_round(round_id=round_of(made, made.parts[0]).pk, actor=None, reason="Hoãn")
    assert not prepared(made).items.get().is_wanted


@pytest.mark.slow
def test_a_refused_item_says_that_the_round_is_no_longer_prepared() -> None:
    made = small_ministry(parts=1)
    batch = created(made)
    round_ = round_of(made, made.parts[0])
    batch = prepared(made)
    official_with_account(made.parts[0], "Phó Cục trưởng")

    frozen = make_frozen_round(made.parts[0], campaign=made.campaign)
    batch.items.update(round=frozen)
    round_.proposal.round = None
    carried_out(batch, made.secretary)
    assert batch.items.get().state == "refused"
    assert batch.items.get().reason
