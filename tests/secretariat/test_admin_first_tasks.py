"""Guidance in a new installation: the next thing to enter, and what was saved."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from officials.models import Unit, User
from rounds.models import Round
from rounds.services import configuring
from secretariat import getting_started
from tests.roles import make_campaign, make_official, make_round, make_unit, make_user
from tests.secretariat.test_admin_round import form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("chu", "chu@example.test", "x", full_name="Chủ"))
    return client


def next_button(client: Client) -> str:
    tasks: Any = client.get(reverse("admin:index")).context["begin"]
    return next((task.url for task in tasks if task.is_next), "")


def test_each_thing_leads_to_the_next(keeper: Client, db: None) -> None:
    ways = []
    for make in (
        lambda: make_unit("Cục", authority=make_unit("Bộ")),
        lambda: make_user("Thư Ký", "tk"),
        lambda: User.objects.get(username="tk").unit_roles.create(unit=units()[0], role="secretariat"),
        lambda: make_official(units()[0]),
        lambda: make_campaign(units()[0]),
        lambda: make_round(units()[0]),
    ):
        ways.append(next_button(keeper))
        make()
    tables = ["unit", "user", "unitrole", "official", "campaign", "round"]
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
    ({"_save": "lines"}, "change/?saved=lines#lines"),
    ({"_save": "nonsense"}, "change/"),
    ({"_propose": ""}, "change/?saved=lines&lines=0&exempt=0#lines"),
    ({"_roll": ""}, "roll/"),
    ({"_seal": ""}, "freeze/"),
]


def test_every_button_that_leaves_the_page_saves_it(keeper: Client, draft_round: Round) -> None:
    form = form_of(keeper, draft_round)
    for number, (button, target) in enumerate(BUTTONS):
        data = {**form, "place": f"Hội trường {number}", **button}
        answer = keeper.post(reverse("admin:rounds_round_change", args=[draft_round.pk]), data)
        draft_round.refresh_from_db()
        assert draft_round.place == f"Hội trường {number}"
        assert answer.headers["location"].endswith(f"{draft_round.pk}/{target}")


def test_saved_part_is_confirmed_in_place(keeper: Client, draft_round: Round) -> None:
    configuring.set_committee(round_id=draft_round.pk, members=[])
    page = reverse("admin:rounds_round_change", args=[draft_round.pk])
    text = keeper.get(page, {"saved": "electors", "voters": "12"}, headers={"accept-language": "en"}).text
    step = text.partition('id="electors"')[2].partition("</section>")[0]
    assert "12 voters were added." in step
    assert 'href="#committee">Next step' in step
    for strange in ({"saved": "x"}, {"saved": "lines", "lines": "²"}, {"saved": "lines", "lines": "-1"}):
        assert keeper.get(page, strange).status_code == 200


def test_first_member_of_an_empty_team_is_its_head(keeper: Client, draft_round: Round) -> None:
    configuring.set_committee(round_id=draft_round.pk, members=[])
    data = form_of(keeper, draft_round)
    assert [data[f"committee-{row}-role"] for row in range(3)] == ["head", "member", "member"]
    keeper.post(reverse("admin:rounds_round_change", args=[draft_round.pk]), data)
    assert not draft_round.committee.exists()
