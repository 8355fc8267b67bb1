"""An official whose dossier was not asked for on the page of the campaign finds and answers what is to be clarified."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from officials.models import User
from rounds.models import Matter, Round
from rounds.services import clarifying, moves
from tests.remembered import recalled_in_tests
from tests.roles import announce, make_draft_round, make_official, make_unit, make_user

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
OWN = "/dossiers/"


@pytest.fixture
def matter(db: None) -> Matter:
    """A matter about an official who is not on the roll; nobody asked for the dossier here."""
    return recalled_in_tests("matter of an official", _matter, lambda made: made)


def _matter() -> Matter:
    unit = make_unit("Cục Gốm sứ", authority=make_unit())
    official = make_official(unit, user=make_user("Trần Thị Được Hỏi"))
    round_ = announce(make_draft_round(unit, officials=[official]))
    line, voter = round_.lines.get(), round_.electors.all()[0].user
    return clarifying.ask(round_id=round_.pk, official=line.official, text="Việc quản lý quỹ?", actor=voter)


@pytest.fixture
def official(matter: Matter) -> User:
    assert matter.official.user
    return matter.official.user


@pytest.mark.slow
def test_home_leads_to_the_matter_and_its_answer(client: Client, official: User, matter: Matter) -> None:
    client.force_login(official)
    home = client.get("/", headers=ENGLISH).text
    assert "1 matter to clarify waits for your answer." in home
    assert f'href="{OWN}"' in home
    page = client.get(OWN, headers=ENGLISH).text
    assert "Việc quản lý quỹ?" in page
    assert "Nothing is asked of you" not in page
    answer = client.post(reverse("rounds:answer", args=[matter.pk]), {"text": "Đã báo cáo."}, follow=True)
    assert (answer.status_code, answer.request["PATH_INFO"]) == (200, OWN)
    matter.refresh_from_db()
    assert (matter.answer, matter.answered_on) == ("Đã báo cáo.", timezone.localdate())


@pytest.mark.parametrize("text", ["Đã báo\u200b cáo", "Đã báo cáo. " * 300, "   "])
def test_refused_answer_is_kept_and_sent_again(
    client: Client, official: User, matter: Matter, text: str
) -> None:
    client.force_login(official)
    page = client.post(reverse("rounds:answer", args=[matter.pk]), {"text": text})
    assert page.status_code == 400
    assert page.context["form"]["text"].value() == text
    assert matter.text in page.text
    assert "maxlength" not in page.text  # a browser would cut off what is pasted
    matter.refresh_from_db()
    assert matter.answer == ""
    page = client.post(reverse("rounds:answer", args=[matter.pk]), {"text": "Đã báo cáo."})
    assert (page.status_code, page["Location"]) == (302, OWN)


def test_correction_after_freezing_is_kept_with_the_sentence(
    client: Client, official: User, matter: Matter
) -> None:
    clarifying.answer(matter_id=matter.pk, text="Đã báo cáo.", actor=official)
    moves.freeze_round(round_id=matter.round_id, actor=None)
    client.force_login(official)
    page = client.post(reverse("rounds:answer", args=[matter.pk]), {"text": "Sửa lại"}, headers=ENGLISH)
    assert page.status_code == 400
    assert "The round is frozen with this answer, so it is no longer changed." in page.text
    assert "Sửa lại" in page.text
    matter.refresh_from_db()
    assert matter.answer == "Đã báo cáo."


def test_the_person_who_asked_is_not_named(client: Client, official: User, matter: Matter) -> None:
    client.force_login(official)
    assert matter.asked_by
    assert matter.asked_by.full_name not in client.get(OWN).text


def test_an_answer_that_was_frozen_is_offered_no_more(client: Client, official: User, matter: Matter) -> None:
    clarifying.answer(matter_id=matter.pk, text="Đã báo cáo.", actor=official)
    moves.freeze_round(round_id=matter.round_id, actor=None)
    client.force_login(official)
    assert reverse("rounds:answer", args=[matter.pk]) not in client.get(OWN).text


def test_what_was_withheld_and_others_matters_are_not_shown(
    client: Client, official: User, matter: Matter, voter: User
) -> None:
    client.force_login(voter)
    assert "Việc quản lý quỹ?" not in client.get(OWN).text
    clarifying.withhold(matter_id=matter.pk, reason="Nêu tên người khác", actor=official)
    client.force_login(official)
    assert "Việc quản lý quỹ?" not in client.get(OWN).text


def test_after_a_cancelled_meeting_nothing_is_asked(client: Client, official: User, matter: Matter) -> None:
    moves.cancel_round(round_id=matter.round_id, actor=None, reason="Hoãn")
    client.force_login(official)
    assert "Việc quản lý quỹ?" not in client.get(OWN).text
    assert Round.objects.get().is_void
