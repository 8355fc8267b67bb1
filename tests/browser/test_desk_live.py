"""What happens in the hall reaches an open desk without loading the page again."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from officials.models import Unit, User
from rounds.services import moves
from tests.ballots.hall import VoterDevice, open_round, vote, voters
from tests.browser_fixtures import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_more_ballots_than_people_present_are_told_at_once(
    open_page: OpenPage, unit: Unit, secretary: User
) -> None:
    round_ = open_round(unit=unit, lines=1)
    moves.record_attendance(round_id=round_.pk, actor=secretary, present=1)
    page = open_page(reverse("secretariat:desk", args=[round_.pk]), user=secretary)
    expect(page.locator("[data-over]")).to_be_hidden()
    page.evaluate("window.isTheSamePage = true")
    for user in voters(round_)[:2]:
        VoterDevice(round_, user).take()
    expect(page.locator("[data-over]")).to_be_visible()
    assert page.evaluate("window.isTheSamePage")


def test_the_number_of_those_who_have_not_cast_follows_the_box(
    open_page: OpenPage, unit: Unit, secretary: User
) -> None:
    round_ = open_round(unit=unit, lines=1, voters=7)
    moves.record_attendance(round_id=round_.pk, actor=secretary, present=7)
    vote(round_, 5)
    page = open_page(reverse("secretariat:desk", args=[round_.pk]), user=secretary)
    words = page.locator("#not-cast")
    expect(words).to_have_text("Còn 2 người có mặt chưa bỏ phiếu.")
    VoterDevice(round_, voters(round_)[5]).take().cast()
    expect(words).to_have_text("Còn 1 người có mặt chưa bỏ phiếu.")
    VoterDevice(round_, voters(round_)[6]).take().cast()
    expect(words).to_have_count(0)  # the page comes anew: the box can be closed
