"""Guidance in a new installation: the next thing to enter, and what was saved."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from officials.models import Unit, User
from rounds.models import Round
from rounds.services import configuring
from secretariat import getting_started
from tests.roles import (
    announce,
    make_campaign,
    make_draft_round,
    make_official,
    make_plan,
    make_round,
    make_unit,
    make_user,
)
from tests.secretariat.test_admin_round import form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("chu", "chu@example.test", "x", full_name="Chủ"))
    return client


def next_button(client: Client) -> str:
    tasks: Any = client.get(reverse("admin:index")).context["begin"]
    return next((task.url for task in tasks if task.is_next), "")


@pytest.mark.slow
def test_each_thing_leads_to_the_next(keeper: Client, db: None) -> None:
    ways = []
    for make in (
        lambda: make_unit("Cục", authority=make_unit("Bộ")),
        lambda: make_user("Thư Ký", "tk"),
        lambda: User.objects.get(username="tk").unit_roles.create(unit=units()[0], role="secretariat"),
        lambda: make_official(units()[0]),
        lambda: make_plan(units()[0]),
        lambda: make_campaign(units()[0]),
        lambda: make_round(units()[0]),
    ):
        ways.append(next_button(keeper))
        make()
    tables = ["unit", "user", "unitrole", "official", "plan", "campaign", "create"]
    assert [way.split("/")[3] for way in ways] == tables
    assert next_button(keeper) == ""


def units() -> list[Unit]:
    return list(Unit.objects.filter(name="Cục"))


def test_the_first_rows_lead_back_to_the_list_of_things(keeper: Client) -> None:
    answer = keeper.post(reverse("admin:officials_unit_add"), {"name": "Bộ", "place": "Hà Nội"})
    assert answer.headers["location"] == reverse("admin:index")


def test_getting_started_ends_with_the_first_frozen_round(frozen_round: Round, secretary: User) -> None:
    assert getting_started.first_tasks(secretary) == []


def test_single_choice_is_preselected(keeper: Client, draft_round: Round) -> None:
    page = keeper.get(reverse("admin:rounds_round_add"))
    fields = page.context["adminform"].form.fields
    assert fields["campaign"].initial == draft_round.campaign_id
    assert page.context["adminform"].form["rule_set"].value() == draft_round.rule_set_id
    assert "threshold" not in fields


BUTTONS = [
    ({"_save": "lines"}, "PK/change/?saved=lines#lines"),
    ({"_save": "nonsense"}, "PK/change/"),
    ({"_propose": ""}, "PK/change/?saved=lines&lines=0&exempt=0#lines"),
    ({"_roll": ""}, "/lists/rolls/?target=PK"),
    ({"_team": ""}, "PK/change/?saved=committee&members=0#committee"),
    ({"_announce": ""}, "PK/announce/"),
    ({"_seal": ""}, "PK/freeze/"),
]


@pytest.mark.slow
def test_every_button_that_leaves_the_page_saves_it(keeper: Client, draft_round: Round) -> None:
    form = form_of(keeper, draft_round)
    for number, (button, target) in enumerate(BUTTONS):
        data = {**form, "place": f"Hội trường {number}", **button}
        answer = keeper.post(reverse("admin:rounds_round_change", args=[draft_round.pk]), data)
        draft_round.refresh_from_db()
        assert draft_round.place == f"Hội trường {number}"
        assert answer.headers["location"].endswith(target.replace("PK", str(draft_round.pk)))


def saved_roll(keeper: Client, round_: Round) -> str:
    """Return the part of the page with the roll after 12 voters were saved."""
    page = reverse("admin:rounds_round_change", args=[round_.pk])
    text = keeper.get(page, {"saved": "electors", "voters": "12"}, headers={"accept-language": "en"}).text
    return text.partition('id="electors"')[2].partition("</section>")[0]


@pytest.mark.slow
def test_saved_part_leads_to_announcing_without_a_team(keeper: Client) -> None:
    """The counting team is needed before freezing only."""
    begins = timezone.now() + datetime.timedelta(days=20)
    ends = begins + datetime.timedelta(hours=4)
    draft = make_draft_round(members=[], opens_at=begins, closes_at=ends)
    saved = saved_roll(keeper, draft)
    assert "12 voters were added." in saved
    assert 'href="#freeze">Next step: Announce' in saved
    assert 'href="#committee">Next step' in saved_roll(keeper, announce(draft))


@pytest.mark.slow
def test_strange_saved_part_is_ignored(keeper: Client, draft_round: Round) -> None:
    page = reverse("admin:rounds_round_change", args=[draft_round.pk])
    for strange in ({"saved": "x"}, {"saved": "lines", "lines": "²"}, {"saved": "lines", "lines": "-1"}):
        assert keeper.get(page, strange).status_code == 200


def test_first_member_of_an_empty_team_is_its_head(keeper: Client, draft_round: Round) -> None:
    configuring.set_committee(round_id=draft_round.pk, members=[])
    data = form_of(keeper, draft_round)
    assert [data[f"committee-{row}-role"] for row in range(3)] == ["head", "member", "member"]
    keeper.post(reverse("admin:rounds_round_change", args=[draft_round.pk]), data)
    assert not draft_round.committee.exists()


def test_home_page_names_the_first_thing(keeper: Client) -> None:
    page = keeper.get("/", headers={"accept-language": "en"}).text
    assert f'href="{reverse("admin:officials_unit_add")}"' in page
    assert f'href="{reverse("secretariat:list_kind", args=["units"])}"' in page


@pytest.mark.slow
def test_team_is_proposed_from_the_roll(keeper: Client, draft_round: Round) -> None:
    page = reverse("admin:rounds_round_change", args=[draft_round.pk])
    assert 'name="_team"' not in keeper.get(page).text
    configuring.set_committee(round_id=draft_round.pk, members=[])
    assert 'name="_team"' in keeper.get(page).text
    keeper.post(page, {**form_of(keeper, draft_round), "_team": ""})
    assert draft_round.committee.count() == 3
