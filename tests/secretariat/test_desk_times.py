"""The desk prints when voting really opened and closed, beside no planned hour once it has."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from ballots.services import closing
from officials.models import Unit, User
from rounds.models import Round
from tests.ballots.hall import open_round, vote
from tests.entries import the_entry

pytestmark = pytest.mark.django_db


def printed(client: Client, secretary: User, round_: Round) -> list[str]:
    """The times in the list of facts: opening, then closing."""
    client.force_login(secretary)
    page = client.get(reverse("secretariat:desk", args=[round_.pk])).text
    facts = page[page.index('class="summary desk__facts"') :]
    return re.findall(r"\d\d:\d\d, \d\d/\d\d/\d{4}", facts[: facts.index("</dl>")])


def told(moment: datetime.datetime) -> str:
    return date_format(timezone.localtime(moment), "H:i, d/m/Y")


@pytest.mark.slow
def test_times_are_those_at_which_it_happened(client: Client, secretary: User, unit: Unit) -> None:
    planned = timezone.now() + datetime.timedelta(days=1)
    round_ = open_round(unit=unit, lines=1, closes_at=planned)
    opened = told(the_entry(round_, "open").at)
    assert printed(client, secretary, round_) == [opened, told(planned)]
    vote(round_)
    closing.close_round(round_id=round_.pk, actor=None)
    closed = told(the_entry(round_, "closed").at)
    assert printed(client, secretary, round_) == [opened, closed]
