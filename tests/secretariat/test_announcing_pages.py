"""The pages that announce, postpone and withdraw; and the reason that an announced round asks for."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from approvals.models import ApprovalRequest
from officials.models import User
from rounds.entries import entries_of
from rounds.models import Elector, Round
from rounds.services import configuring
from tests.roles import announce, make_draft_round, make_secretary, make_unit
from tests.secretariat.test_admin_round import form_of

pytestmark = pytest.mark.django_db
WHY = {"reason": "Bão số 9"}


@pytest.fixture
def client(secretary: User) -> Client:
    client = Client(headers={"accept-language": "vi"})
    client.force_login(secretary)
    return client


@pytest.fixture
def coming(draft_round: Round) -> Round:
    """The draft, with a meeting in twenty days."""
    draft_round.opens_at = timezone.now() + datetime.timedelta(days=20)
    draft_round.closes_at = draft_round.opens_at + datetime.timedelta(hours=4)
    return configuring.save_round(round_=draft_round)


def now(round_: Round) -> Round:
    return Round.objects.get(pk=round_.pk)


def change(round_: Round) -> str:
    return reverse("admin:rounds_round_change", args=[round_.pk])


def test_announcing_in_the_administration(client: Client, coming: Round) -> None:
    address = reverse("admin:rounds_round_announce", args=[coming.pk])
    assert coming.place in client.get(address).content.decode()
    assert now(coming).is_draft
    client.post(address)
    assert now(coming).is_announced


def test_draft_page_says_what_announcing_and_freezing_need(client: Client, coming: Round) -> None:
    configuring.set_committee(round_id=coming.pk, members=[])
    page = client.get(change(coming))
    assert page.context["missing"] == []
    assert [one.where for one in page.context["later"]] == ["committee"]


def test_announcing_at_the_desk(client: Client, coming: Round) -> None:
    confirm = reverse("secretariat:desk_confirm", args=[coming.pk, "announce"])
    assert confirm in client.get(reverse("secretariat:desk", args=[coming.pk])).content.decode()
    assert client.get(confirm).status_code == 200
    client.post(reverse("secretariat:desk_move", args=[coming.pk]), {"action": "announce"})
    assert now(coming).is_announced


@pytest.mark.slow
def test_change_of_the_place_asks_for_the_reason(client: Client, announced_round: Round) -> None:
    data = {**form_of(client, announced_round), "place": "Hội trường B"}
    refused = client.post(change(announced_round), data)
    assert "reason" in refused.context["adminform"].form.errors
    assert "Hội trường B" in refused.content.decode()
    client.post(change(announced_round), {**data, **WHY})
    assert now(announced_round).place == "Hội trường B"
    assert [entry.detail for entry in entries_of(announced_round, "changed")] == ["Bão số 9"]


@pytest.mark.slow
def test_change_of_the_list_asks_for_the_reason(client: Client, announced_round: Round) -> None:
    data = form_of(client, announced_round)
    position = next(
        name
        for name in data
        if (name.startswith("lines-") and name.endswith("-DELETE")) or name == "lines-0-id"
    )
    data |= {position.rsplit("-", 1)[0] + "-DELETE": "on"}
    refused = client.post(change(announced_round), data)
    assert (refused.status_code, announced_round.lines.count()) == (200, 3)
    client.post(change(announced_round), {**data, **WHY})
    assert announced_round.lines.count() == 2


@pytest.mark.slow
def test_chair_needs_no_reason(client: Client, announced_round: Round) -> None:
    client.post(change(announced_round), {**form_of(client, announced_round), "chair_name": "Người Khác"})
    assert now(announced_round).chair_name == "Người Khác"


def test_person_is_taken_off_the_roll_with_a_reason(
    client: Client, announced_round: Round, voter: User
) -> None:
    elector = Elector.objects.get(round=announced_round, user=voter)
    address = reverse("admin:rounds_elector_delete", args=[elector.pk])
    assert 'name="reason"' in client.get(address).content.decode()
    client.post(address, {"post": "yes"})
    assert Elector.objects.filter(pk=elector.pk).exists()
    client.post(address, {"post": "yes", **WHY})
    assert not Elector.objects.filter(pk=elector.pk).exists()


def test_announced_round_cannot_be_deleted(client: Client, announced_round: Round) -> None:
    address = reverse("admin:rounds_round_delete", args=[announced_round.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403
    assert Round.objects.filter(pk=announced_round.pk).exists()


@pytest.mark.slow
def test_postponing_at_the_desk(client: Client, announced_round: Round) -> None:
    address = reverse("secretariat:desk_postpone", args=[announced_round.pk])
    assert client.post(address, {"meets_at": "01/02/2030 08:00"}).status_code == 400
    past = client.post(address, {"meets_at": "01/02/2020 08:00", **WHY})
    assert (past.status_code, "Bão số 9" in past.content.decode()) == (400, True)
    client.post(address, {"meets_at": "01/02/2030 08:00", **WHY})
    assert timezone.localtime(now(announced_round).opens_at).strftime("%d/%m/%Y %H:%M") == "01/02/2030 08:00"


def test_withdrawing_at_the_desk(client: Client, announced_round: Round) -> None:
    address = reverse("secretariat:desk_unannounce", args=[announced_round.pk])
    assert client.post(address, {"reason": " "}).status_code == 400
    client.post(address, WHY)
    assert now(announced_round).is_draft
    assert entries_of(announced_round, "withdrawn")[-1].detail == "Bão số 9"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "values", "words"),
    [
        ("announcing", {}, "đã thông báo triệu tập"),
        ("freezing", WHY, "đã chốt nội dung"),
        ("postponing", {"day": "01/02/2030", **WHY}, "01/02/2030"),
    ],
)
def test_many_meetings_take_one_request_and_one_second_person(
    client: Client, secretary: User, unit: Any, page: str, values: dict[str, str], words: str
) -> None:
    make_secretary(unit, "Đoàn Thị Duyệt")
    opens = timezone.now() + datetime.timedelta(days=20)
    times = {"opens_at": opens, "closes_at": opens + datetime.timedelta(hours=4)}
    rounds = [make_draft_round(make_unit(parent=unit, authority=unit), **times) for _number in range(2)]  # type: ignore[arg-type]
    if page == "postponing":
        rounds = [announce(round_) for round_ in rounds]
    before = [look_of(round_) for round_ in rounds]
    client.post(reverse(f"secretariat:{page}"), {"everything": "2", **values})
    assert [look_of(round_) for round_ in rounds] == before
    request = ApprovalRequest.objects.get()
    second = Client()
    second.force_login(User.objects.get(full_name="Đoàn Thị Duyệt"))
    second.post(reverse("secretariat:approval_confirm", args=[request.pk]))
    assert [words in look_of(round_) for round_ in rounds] == [True, True]


def look_of(round_: Round) -> str:
    found = now(round_)
    return f"{found.get_state_display()} {timezone.localtime(found.opens_at):%d/%m/%Y}"


def test_all_that_are_found_are_those_that_were_counted(client: Client, secretary: User, unit: Any) -> None:
    round_ = make_draft_round(make_unit(parent=unit, authority=unit))
    answer = client.post(reverse("secretariat:announcing"), {"everything": "2"})
    assert (answer.status_code, now(round_).is_draft) == (400, True)


@pytest.mark.slow
def test_a_campaign_leads_to_its_own_meetings_only(client: Client, secretary: User, unit: Any) -> None:
    opens = timezone.now() + datetime.timedelta(days=20)
    times = {"opens_at": opens, "closes_at": opens + datetime.timedelta(hours=4)}
    here, other = (make_draft_round(make_unit(parent=unit, authority=unit), **times) for _number in range(2))  # type: ignore[arg-type]
    page = reverse("secretariat:campaign", args=[here.campaign_id])
    address = f"{reverse('secretariat:announcing')}?campaign={here.campaign_id}"
    assert f'href="{address}"' in client.get(page).text
    text = client.get(address).text
    assert (here.title in text, other.title in text) == (True, False)
    answer = client.post(address, {"rounds": [str(here.pk)]})
    assert (answer.headers["location"], now(here).is_announced) == (page, True)
    assert [client.get(f"{address}{strange}").status_code for strange in ("9999", "x")] == [404, 404]


@pytest.mark.slow
def test_many_meetings_keep_their_hour_on_another_day(client: Client, secretary: User, unit: Any) -> None:
    rounds = [announce(make_draft_round(make_unit(parent=unit, authority=unit))) for _number in range(2)]
    ids = [str(round_.pk) for round_ in rounds]
    address = reverse("secretariat:postponing")
    assert client.post(address, {"rounds": ids, "day": "01/02/2030"}).status_code == 400
    client.post(address, {"rounds": ids, "day": "01/02/2030", **WHY})
    for before in rounds:
        was, became = (timezone.localtime(one.opens_at) for one in (before, now(before)))
        assert (became.strftime("%d/%m/%Y"), became.time()) == ("01/02/2030", was.time())


def test_reason_is_asked_as_the_address_or_the_form_names_the_round(
    client: Client, announced_round: Round
) -> None:
    add, before = reverse("admin:rounds_elector_add"), announced_round.electors.count()
    named = {name: f"{add}?{name}={announced_round.pk}" for name in ("round", "round__id__exact")}
    assert ['name="reason"' in client.get(page).text for page in named.values()] == [True, True]
    for page in (add, *named.values()):
        answer = client.post(page, {"capacity": "Chuyên viên"})  # neither round nor person
        assert (answer.status_code, 'name="reason"' in answer.text) == (200, page != add)
    typed = {"user": "x", "round": str(announced_round.pk)}
    assert 'name="reason"' in client.post(add, typed).text
    assert announced_round.electors.count() == before
