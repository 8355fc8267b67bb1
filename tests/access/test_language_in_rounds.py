"""On English pages of a round, Vietnamese text stands inside `lang="vi"`."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.translation import override

from common.languages import filled
from officials.models import Official, User
from rounds.models import LinePost, Round
from tests.access.house import TwoUnits, two_units
from tests.access.matrix import LIFE
from tests.access.test_language_of_names import strays
from tests.roles import make_official

pytestmark = pytest.mark.django_db


def spoil(round_: Round) -> None:
    """Leave an official out, print no post for another, and judge a member of the counting team."""
    make_official(round_.unit, "Đỗ Thị Ngoài")
    LinePost.objects.filter(line=round_.lines.all()[0]).delete()
    Official.objects.filter(lines__round=round_).update(full_name="Phan Trưởng Ban", user=None)


@pytest.mark.slow
@pytest.mark.parametrize("place", ["change", "freeze"])
def test_drafts_say_their_language(client: Client, secretary: User, draft_round: Round, place: str) -> None:
    client.force_login(secretary)
    address = reverse(f"admin:rounds_round_{place}", args=[draft_round.pk])
    found = strays(client, address)
    assert found == [], "\n".join(found)
    spoil(draft_round)
    found = strays(client, address)
    assert found == [], "\n".join(found)


def test_frozen_rounds_say_their_language(client: Client, secretary: User, frozen_round: Round) -> None:
    client.force_login(secretary)
    found = strays(client, reverse("admin:rounds_round_change", args=[frozen_round.pk]))
    assert found == [], "\n".join(found)


def test_the_desk_says_its_language(client: Client, secretary: User, frozen_round: Round) -> None:
    client.force_login(secretary)
    found = strays(client, reverse("secretariat:desk", args=[frozen_round.pk]))
    assert found == [], "\n".join(found)


def test_the_teams_page_says_its_language(client: Client, frozen_round: Round) -> None:
    client.force_login(frozen_round.committee.all()[0].user)
    found = strays(client, reverse("ballots:committee", args=[frozen_round.pk]))
    assert found == [], "\n".join(found)


def pages(house: TwoUnits) -> Iterator[tuple[str, str]]:
    """Yield the pages of the round in its state, each with the role that reads it."""
    for name in ("admin:rounds_round_change", "secretariat:desk"):
        yield "secretary", reverse(name, args=[house.round.pk])
    if not house.round.is_editable:
        yield "member", reverse("ballots:committee", args=[house.round.pk])
    yield "secretary", "/"
    yield "member", "/"


@pytest.mark.slow
def test_pages_say_their_language_in_every_state() -> None:
    house, found = two_units(), {}
    for state in LIFE:
        house.walk_to(state)
        for role, address in pages(house):
            found[state, address] = strays(house.client(role), address)
    assert {place: texts for place, texts in found.items() if texts} == {}


def test_values_of_sentences_are_escaped_and_marked() -> None:
    with override("en"):
        text = filled("%(name)s & %(count)d", {"name": "<Trần>", "count": 2})
        assert (text, conditional_escape(text)) == (
            "<Trần> & 2",
            '<span lang="vi">&lt;Trần&gt;</span> &amp; 2',
        )
    with override("vi"):
        assert conditional_escape(text) == "&lt;Trần&gt; &amp; 2"
