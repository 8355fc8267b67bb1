"""The election code on pages: one component, on everything that is shown after the box is locked."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client

from ballots.manifest import code_of
from ballots.templatetags.election_code import show_election_code
from tests.ballots.hall import election_code_of, locked, locked_round, open_round, voters
from tests.roles import make_frozen_round

pytestmark = pytest.mark.django_db
ELECTION = "7f" * 32


def shown(election: str | None, size: str = "") -> str:
    return render_to_string("ballots/election_code.html", show_election_code(election, size))


def text_of(client: Client, path: str) -> str:
    return re.sub(r"<[^>]+>", "", client.get(path).content.decode())


def test_it_is_seen_in_groups_and_read_letter_by_letter() -> None:
    html = shown(ELECTION)
    seen, heard = re.findall(
        r'aria-hidden="true">(.*?)</span>\s*<span class="visually-hidden">(.*?)</span>', html
    )[0]
    assert re.sub(r"<[^>]+>", "", seen) == code_of(ELECTION) == "FXZQ-YZVZ-FXZQ-YZVZ"
    assert heard == "F, X, Z, Q. Y, Z, V, Z. F, X, Z, Q. Y, Z, V, Z. "


def test_it_can_be_large() -> None:
    assert 'class="election-code election-code--large"' in shown(ELECTION, "large")
    assert 'class="election-code"' in shown(ELECTION)


@pytest.mark.parametrize("election", [None, ""])
def test_before_the_box_is_locked_there_is_none(election: str | None) -> None:
    assert (shown(election).strip(), code_of(election)) == ("", "")


def test_voters_see_it_as_soon_as_the_box_is_locked(client: Client) -> None:
    frozen = make_frozen_round(members=1)
    client.force_login(voters(frozen)[0])
    assert "vote-code" not in client.get(f"/vote/{frozen.pk}/").content.decode()
    round_ = locked(frozen)
    assert election_code_of(round_) in text_of(client, f"/vote/{round_.pk}/")


def test_it_stands_on_the_ballot_the_review_and_the_receipt(client: Client) -> None:
    round_ = open_round(lines=2)
    client.force_login(voters(round_)[0])
    page = text_of(client, f"/vote/{round_.pk}/")
    assert page.count(election_code_of(round_)) == 3


def test_the_hall_is_shown_nothing_by_the_server(client: Client) -> None:
    round_ = locked_round()
    assert election_code_of(round_) not in text_of(client, f"/box/{round_.pk}/hall/")


@pytest.mark.parametrize("page", ["receipt", "trial"])
def test_it_stands_on_the_pages_of_a_second_device(client: Client, page: str) -> None:
    round_ = locked_round()
    assert election_code_of(round_) in text_of(client, f"/box/{round_.pk}/{page}/")
