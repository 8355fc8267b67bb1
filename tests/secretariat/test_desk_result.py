"""The desk shows the figures from the opening of the box on, so that they can be read to the meeting."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rounds.models import Round
from rounds.selectors import round_for_desk
from secretariat.desk import desk_page
from tests.ballots import hall
from tests.results import count
from tests.results.factories import make_certified_round
from tests.roles import only_secretary

pytestmark = pytest.mark.django_db
PENDING = "Not certified yet"


def words(client: Client, round_: Round) -> str:
    client.force_login(only_secretary(round_.unit))
    client.cookies["django_language"] = "en"
    html = client.get(reverse("secretariat:desk", args=[round_.pk])).text
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_figures_are_read_before_the_members_sign(client: Client) -> None:
    shown = words(client, count.counted())
    first, second = [part.split("To be")[0] for part in shown.split("Trần Thị")[1:3]]
    assert PENDING in shown
    assert "3 50,00% 2 33,33% 1 16,67% 0" in first
    assert "2 33,33% 2 33,33% 1 16,67% 1" in second


@pytest.mark.slow
def test_a_certified_count_is_not_called_pending(client: Client) -> None:
    shown = words(client, make_certified_round())
    assert "20 66,67% 5 16,67% 5 16,67% 0" in shown
    assert PENDING not in shown


@pytest.mark.parametrize("make", [hall.open_round, count.added])
def test_nothing_is_shown_before_the_box_is_opened(make: Any) -> None:
    round_ = make()
    assert desk_page(round_for_desk(user=only_secretary(round_.unit), pk=round_.pk)).result is None


@pytest.mark.slow
def test_figures_cost_the_same_however_many_officials(django_assert_max_num_queries: Any) -> None:
    for counts in (((20, 5, 5),), ((20, 5, 5),) * 6):
        round_ = make_certified_round(counts)
        found = round_for_desk(user=only_secretary(round_.unit), pk=round_.pk)
        with django_assert_max_num_queries(36):
            desk_page(found)
