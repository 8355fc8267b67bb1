"""What is the same for all voters is rendered once, follows the round, and holds nothing of a voter."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from ballots import vote_sheets
from ballots.locked_box import load_box
from ballots.manifest import keys_of
from ballots.services import closing
from ballots.vote_page import printed_ballot
from rounds.models import Round
from tests.ballots.hall import open_round, voters

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    return open_round()


def page(round_: Round, number: int, language: str = "vi") -> Any:
    """The page of a voter of the round, in a browser of their own."""
    client = Client(headers={"accept-language": language})
    client.force_login(voters(round_)[number])
    return client.get(f"/vote/{round_.pk}/")


def rendered(answer: Any) -> set[str | None]:
    return {template.name for template in answer.templates}


def test_second_voter_gets_the_ballot_as_it_was_rendered_for_the_first(round_: Round) -> None:
    vote_sheets.rendered_opening.cache_clear()
    vote_sheets.rendered_ballot.cache_clear()
    first, second = page(round_, 0), page(round_, 1)
    parts = {"ballots/vote_opening.html", "ballots/vote_ballot.html"}
    assert parts <= rendered(first)
    assert not parts & rendered(second)
    assert str(first.context["sheets"].ballot) in second.content.decode()


def test_kept_parts_hold_nothing_of_a_voter(round_: Round) -> None:
    answer = page(round_, 0)
    kept = answer.context["sheets"].opening + answer.context["sheets"].ballot
    session = answer.context["page"]
    assert session["slot"] in answer.content.decode()
    assert not [value for value in (session["slot"], session["csrf"], "csrfmiddlewaretoken") if value in kept]
    assert 'type="radio"' in kept


def test_page_follows_the_end_of_issuing(round_: Round) -> None:
    before = page(round_, 0).context["sheets"].ballot
    ended = datetime.datetime(2030, 5, 6, 7, 8, tzinfo=datetime.UTC)
    assert vote_sheets.sheets(round_, printed_ballot(round_), ended).ballot != before
    closing.end_issuing(round_id=round_.pk, actor=None)
    assert page(round_, 1).context["sheets"].ballot != before


def test_closed_round_shows_no_ballot_to_mark(round_: Round) -> None:
    assert 'type="radio"' in page(round_, 0).content.decode()
    closing.end_issuing(round_id=round_.pk, actor=None)
    closing.close_round(round_id=round_.pk, actor=None)
    assert 'type="radio"' not in page(round_, 0).content.decode()


def test_each_language_is_kept_apart(round_: Round) -> None:
    assert "Mark your ballot" in page(round_, 0, "en").content.decode()
    assert "Mark your ballot" not in page(round_, 1, "vi").content.decode()
    with translation.override("en"):
        assert "Mark your ballot" in vote_sheets.sheets(round_, printed_ballot(round_), None).ballot


def test_another_configuration_under_the_same_id_is_not_mixed_up(round_: Round) -> None:
    before = vote_sheets.sheets(round_, printed_ballot(round_), None).ballot
    assert b"Tr\xe1\xba\xa7n" in bytes(round_.config or b"")
    round_.config = bytes(round_.config or b"").replace("Trần".encode(), "Lê".encode())
    assert vote_sheets.sheets(round_, printed_ballot(round_), None).ballot != before


def test_token_key_is_computed_once_and_is_that_of_the_manifest(round_: Round) -> None:
    keys = load_box(round_.pk).token_keys
    assert keys.public == keys_of(bytes(round_.manifest or b"")).token
    assert load_box(round_.pk).token_keys is keys
