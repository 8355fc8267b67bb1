"""An invited person opens the address in the mail and answers with one press."""

import pytest
from playwright.sync_api import expect

from notices.models import InvitationReply
from officials.models import User
from rounds.models import Round
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.notices.notes import invite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_invited_person_answers_with_one_press(open_page: OpenPage, draft_round: Round, voter: User) -> None:
    (row,) = invite(draft_round, voter)
    page = open_page(f"/reply/{row.key}/")
    look(page, "reply")
    page.get_by_role("button", name="Tôi sẽ dự").click()
    expect(page.locator("dd").last).to_have_text("có dự")
    assert InvitationReply.objects.get().coming == "yes"


def test_reason_is_asked_for(open_page: OpenPage, draft_round: Round, voter: User) -> None:
    (row,) = invite(draft_round, voter)
    page = open_page(f"/reply/{row.key}/")
    page.get_by_text("Tôi không dự được", exact=True).click()
    page.get_by_role("button", name="Gửi: tôi không dự được").click()
    look(page, "reply-without-reason")
    page.get_by_label("Lý do").fill("Đi công tác")
    page.get_by_role("button", name="Gửi: tôi không dự được").click()
    expect(page.locator("dd").last).to_have_text("không dự: Đi công tác")
