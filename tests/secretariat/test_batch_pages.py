"""The pages of rounds made from the plan: prepare, look, correct, start, stop, and who may see them."""

import datetime
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from officials.models import Official, User
from rounds.models import Batch, Round
from rounds.services import preparing, proposing
from rounds.services.configuring import add_electors
from secretariat.campaign import item_page
from tests.batches import (
    SmallMinistry,
    created,
    names_on_ballot,
    official_with_account,
    prepared,
    round_of,
    small_ministry,
)
from tests.roles import make_official, make_secretary, make_unit, make_users, rule_set

ENGLISH = {"Accept-Language": "en"}
HOURS = {"meets": "08:00", "opens": "08:30", "closes": "11:00"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def made(client: Client) -> SmallMinistry:
    made = small_ministry(parts=2)
    client.force_login(made.secretary)
    return made


def in_days(number: int) -> str:
    return f"{timezone.localdate() + datetime.timedelta(days=number):%d/%m/%Y}"


def post(client: Client, batch: Batch, **data: object) -> object:
    return client.post(reverse("secretariat:batch", args=[batch.pk]), data, headers=ENGLISH)


def page(client: Client, batch: Batch) -> str:
    return client.get(reverse("secretariat:batch", args=[batch.pk]), headers=ENGLISH).text


def test_from_the_campaign_to_the_rounds_in_two_presses(client: Client, made: SmallMinistry) -> None:
    address = reverse("secretariat:campaign_create", args=[made.campaign.pk])
    form = client.get(address, headers=ENGLISH).text
    assert 'value="08:30"' in form
    client.post(address, {"rule_set": rule_set().pk, "day": in_days(30), "place": "Hội trường", **HOURS})
    batch = Batch.objects.get()
    ticked = [item.pk for item in batch.items.all()]
    post(client, batch, action="start", shown=ticked, wanted=ticked)
    proposing.create_rounds(batch_id=batch.pk)
    units = set(Round.objects.values_list("unit", flat=True))
    assert {unit.pk for unit in made.parts} < units
    assert made.top.pk in units


def test_bad_hours_and_days_keep_the_form(client: Client, made: SmallMinistry) -> None:
    address = reverse("secretariat:campaign_create", args=[made.campaign.pk])
    data = {
        "rule_set": rule_set().pk,
        "day": "31/2/2026",
        "place": "Hội trường A",
        **HOURS,
        "closes": "07:00",
    }
    answer = client.post(address, data, headers=ENGLISH)
    assert answer.status_code == 400
    assert "Hội trường A" in answer.text
    assert "A round must close after it opens." in answer.text
    assert not Batch.objects.exists()


def test_a_day_that_has_passed_is_refused_for_all_rounds(client: Client, made: SmallMinistry) -> None:
    address = reverse("secretariat:campaign_create", args=[made.campaign.pk])
    data = {"rule_set": rule_set().pk, **HOURS}
    answer = client.post(address, data | {"day": in_days(-1)}, headers=ENGLISH)
    assert answer.status_code == 400
    assert "This day has passed already." in answer.text
    assert not Batch.objects.exists()
    assert client.post(address, data | {"day": in_days(0)}).status_code == 302


def test_the_proposals_are_shown_before_anything_is_created(client: Client, made: SmallMinistry) -> None:
    make_official(made.parts[0], "Lê Chưa Có Tài Khoản")
    text = page(client, prepared(made))
    assert "2 on the ballot, 4 on the roll, 2 in the counting team, 1 without an account" in re.sub(
        r"\s+", " ", text
    )
    assert not Round.objects.exists()


def test_ticks_are_kept_and_the_others_are_not_created(client: Client, made: SmallMinistry) -> None:
    batch = prepared(made)
    first, second = batch.items.all()
    post(client, batch, action="start", shown=[first.pk, second.pk], wanted=[first.pk])
    proposing.create_rounds(batch_id=batch.pk)
    assert [round_.unit for round_ in Round.objects.all()] == [first.unit]


def test_tick_none_and_start_is_refused_with_a_sentence(client: Client, made: SmallMinistry) -> None:
    batch = prepared(made)
    post(client, batch, action="none")
    post(client, batch, action="start")
    assert "Tick at least one meeting." in page(client, batch)


def test_a_proposal_is_corrected_before(client: Client, made: SmallMinistry) -> None:
    batch = prepared(made)
    item = batch.items.all()[0]
    address = reverse("secretariat:batch_item", args=[batch.pk, item.pk])
    deputy = Official.objects.get(posts__title="Phó Cục trưởng", posts__unit=item.unit)
    shown = client.get(address, headers=ENGLISH).text
    assert deputy.full_name in shown
    lines = [Official.objects.get(posts__title="Cục trưởng", posts__unit=item.unit).pk]
    voters = re.findall(r'name="shown" value="(\d+)"', shown)
    data = {"title": "Hội nghị riêng", "place": "Phòng họp", "opens_at": "20/12/2026 08:30", "lines": lines}
    data["shown"] = voters
    assert client.post(address, data).status_code == 302
    post(client, batch, action="start", shown=[item.pk], wanted=[item.pk])
    proposing.create_rounds(batch_id=batch.pk)
    round_ = round_of(made, item.unit)
    assert (round_.title, round_.place) == ("Hội nghị riêng", "Phòng họp")
    assert deputy.full_name not in names_on_ballot(round_)
    assert not round_.electors.exists()


def test_people_left_out_can_be_ticked_again(client: Client, made: SmallMinistry) -> None:
    batch = prepared(made)
    item = batch.items.all()[0]
    official = Official.objects.filter(posts__unit=item.unit).first()
    assert official
    preparing.correct(item_id=item.pk, values={"without_officials": [official.pk]})
    shown = client.get(reverse("secretariat:batch_item", args=[batch.pk, item.pk])).text
    (box,) = re.findall(rf'<input type="checkbox" name="lines" value="{official.pk}"[^>]*>', shown)
    assert "checked" not in box


def test_voters_of_other_pages_stay_as_they_are(
    client: Client, made: SmallMinistry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(item_page, "PER_PAGE", 2)
    batch = prepared(made)
    item = batch.items.all()[0]
    address = reverse("secretariat:batch_item", args=[batch.pk, item.pk])
    first = shown_voters(client, address)
    preparing.correct(item_id=item.pk, values={"without_voters": first[:1]})
    second = shown_voters(client, f"{address}?page=2")
    data = {"title": item.title, "shown": second, "voters": second[1:], "then": 1}
    answer: Any = client.post(f"{address}?page=2", data)
    assert answer.headers["location"] == f"{address}?page=1"
    item.refresh_from_db()
    assert item.without_voters == [first[0], second[0]]


def test_a_voter_is_found_by_name(
    client: Client, made: SmallMinistry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(item_page, "PER_PAGE", 2)
    official_with_account(made.parts[0], "Chánh Văn phòng", "Đỗ Thị Tìm")
    batch = prepared(made)
    address = reverse("secretariat:batch_item", args=[batch.pk, batch.items.all()[0].pk])
    found = shown_voters(client, f"{address}?q=do+tim")
    assert found == [User.objects.get(full_name="Đỗ Thị Tìm").pk]


def shown_voters(client: Client, address: str) -> list[int]:
    text = client.get(address).text
    return [int(pk) for pk in re.findall(r'name="shown" value="(\d+)"', text)]


def test_a_bad_correction_keeps_the_form(client: Client, made: SmallMinistry) -> None:
    batch = prepared(made)
    item = batch.items.all()[0]
    data = {"title": "Hội nghị riêng", "meets_at": "20/12/2026 09:00", "opens_at": "20/12/2026 08:00"}
    answer = client.post(reverse("secretariat:batch_item", args=[batch.pk, item.pk]), data, headers=ENGLISH)
    assert answer.status_code == 400
    assert "Hội nghị riêng" in answer.text
    assert "A meeting cannot begin after the vote opens." in answer.text


def test_the_worker_is_watched_and_stopped(client: Client, made: SmallMinistry) -> None:
    batch = prepared(made)
    preparing.start(batch_id=batch.pk, actor=made.secretary)
    told = client.get(reverse("secretariat:batch_status", args=[batch.pk])).json()
    assert (told["state"], told["done"], told["total"]) == ("running", 0, 2)
    assert "0/2" in page(client, batch)
    post(client, batch, action="stop")
    proposing.create_rounds(batch_id=batch.pk)
    assert "This was stopped" in page(client, batch)
    assert not Round.objects.exists()


def test_the_end_says_what_was_created(client: Client, made: SmallMinistry) -> None:
    batch = prepared(made)
    preparing.start(batch_id=batch.pk, actor=made.secretary)
    proposing.create_rounds(batch_id=batch.pk)
    text = page(client, batch)
    for round_ in Round.objects.all():
        assert reverse("admin:rounds_round_change", args=[round_.pk]) in text
    assert (
        client.get(reverse("secretariat:batch_item", args=[batch.pk, batch.items.all()[0].pk])).status_code
        == 302
    )


def test_the_end_leads_to_announcing_or_to_the_rolls(client: Client, made: SmallMinistry) -> None:
    batch = created(made, made.parts[0])
    round_ = round_of(made, made.parts[0])
    rolls = f"{reverse('secretariat:list_kind', args=['rolls'])}?target={round_.pk}"
    assert f'href="{rolls}"' in page(client, batch)
    add_electors(round_id=round_.pk, electors=[(user, "") for user in make_users(2)])
    announcing = f"{reverse('secretariat:announcing')}?campaign={made.campaign.pk}"
    assert f'href="{announcing}"' in page(client, batch)


def test_not_creating_anything_removes_the_proposals(client: Client, made: SmallMinistry) -> None:
    batch = prepared(made)
    post(client, batch, action="discard")
    assert not Batch.objects.exists()


def test_the_secretary_of_a_unit_creates_for_the_own_units_only(client: Client, made: SmallMinistry) -> None:
    client.force_login(make_secretary(made.parts[0]))
    data = {"rule_set": rule_set().pk, **HOURS}
    client.post(reverse("secretariat:campaign_create", args=[made.campaign.pk]), data)
    names = set(Batch.objects.get().items.values_list("unit__name", flat=True))
    assert names == {"Cục 1", "Phòng Tổng hợp"}


def test_a_batch_of_others_is_unknown(client: Client, made: SmallMinistry) -> None:
    batch = prepared(made)
    item = batch.items.all()[0]
    client.force_login(make_secretary(make_unit()))
    for address in (
        reverse("secretariat:batch", args=[batch.pk]),
        reverse("secretariat:batch_status", args=[batch.pk]),
        reverse("secretariat:batch_item", args=[batch.pk, item.pk]),
    ):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "data", [{"action": "x"}, {"wanted": "²"}, {"shown": "9" * 30}, {"page": "-1"}, {"page": "9" * 30}]
)
def test_strange_posts_do_nothing(client: Client, made: SmallMinistry, data: dict[str, str]) -> None:
    batch = prepared(made)
    answer = client.post(reverse("secretariat:batch", args=[batch.pk]), data, follow=True)
    assert answer.status_code == 200
    assert batch.items.filter(is_wanted=True).count() == 2


def test_hours_are_typed_as_people_write_them(client: Client, made: SmallMinistry) -> None:
    data = {"rule_set": rule_set().pk, "day": in_days(30), **HOURS, "meets": "7h30", "opens": "7:45"}
    answer = client.post(reverse("secretariat:campaign_create", args=[made.campaign.pk]), data)
    assert answer.status_code == 302
    times = {timezone.localtime(item.meets_at).strftime("%H:%M") for item in Batch.objects.get().items.all()}
    assert times == {"07:30"}


def test_ticks_are_kept_when_another_page_is_opened(
    client: Client, made: SmallMinistry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secretariat.campaign.batch_page.PER_PAGE", 1)
    batch = prepared(made)
    first = batch.items.earliest("position")
    address = reverse("secretariat:batch", args=[batch.pk])
    assert 'name="page" value="2"' in client.get(f"{address}?q=cuc", headers=ENGLISH).text
    answer = client.post(f"{address}?q=cuc", {"shown": first.pk, "page": ["1", "2"]}, headers=ENGLISH)
    first.refresh_from_db()
    assert (first.is_wanted, answer["Location"]) == (False, f"{address}?q=cuc&page=2")


def test_an_error_says_what_to_do_next(client: Client, made: SmallMinistry) -> None:
    batch = prepared(made)
    preparing.start(batch_id=batch.pk, actor=made.secretary)
    Batch.objects.update(state=Batch.State.FAILED)
    text = page(client, batch)
    assert "An error ended this before all rounds were created" in text
    assert "Create the rest" in text
