"""An invitation arrives in a real mail server and is answered; one that is refused is printed and handed over."""

import datetime
import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django import Settings

from notices.models import Notice
from officials.models import User
from rounds.models import Round
from rounds.services import configuring
from tests.browser_fixtures import OpenPage
from tests.notices.notes import invite, planned, work
from tests.notices.postbox import Postbox, running, use
from tests.notices.test_returned import ADDRESS as BOUNCES
from tests.notices.test_returned import read, report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_invitation_is_answered_or_printed(
    open_page: OpenPage,
    settings: Settings,
    draft_round: Round,
    secretary: User,
    another_voter: User,
) -> None:
    draft_round.opens_at = timezone.now() + datetime.timedelta(days=1)
    draft_round.closes_at = draft_round.opens_at + datetime.timedelta(hours=4)
    configuring.save_round(round_=draft_round)
    box = Postbox()
    box.answers[another_voter.email] = "550 5.1.1 no such user"
    desk = f"/desk/{draft_round.pk}/notices/"
    with running(box) as controller:
        use(settings, controller.port)
        page = open_page(desk, user=secretary)
        page.get_by_role("button", name="Gửi giấy mời").click()
        expect(page.get_by_text("Đã mời 6 người.")).to_be_visible()
        work()

    reply = re.search(r"/reply/[0-9a-f-]+/", _text(dict(box.taken)["nguoighiphieu1@example.test"]))
    assert reply
    voters = open_page(reply[0])
    voters.get_by_role("button", name="Tôi sẽ dự").click()
    expect(voters.locator("dd").last).to_have_text("có dự")

    page.goto(page.url)
    expect(page.locator("dl.figures dd").nth(1)).to_have_text("1")
    with page.expect_download() as loading:
        page.get_by_role("button", name="In giấy mời (PDF)").click()
    assert loading.value.suggested_filename == "giay-moi.pdf"
    missed = Notice.objects.get(kind="invitation", user=another_voter)
    assert missed.state == "printed"
    page.goto(re.sub(r"/desk/.*", f"/notices/{missed.pk}/", page.url))
    page.get_by_role("button", name="Tôi đã trao tay").click()
    expect(page.get_by_text("Đã ghi nhận việc trao tay.")).to_be_visible()


def test_returned_mail_is_printed_by_the_clerk(
    open_page: OpenPage, settings: Settings, draft_round: Round, secretary: User, another_voter: User
) -> None:
    settings.NOTICE_BOUNCE_ADDRESS = BOUNCES
    box = Postbox()
    with running(box) as controller:
        use(settings, controller.port)
        (row,) = invite(planned(draft_round), another_voter)
        work()
    assert box.addresses == [another_voter.email]
    read(settings, report(row))
    page = open_page("/notices/?state=not-reached", user=secretary)
    page.get_by_role("link", name=str(another_voter)).click()
    expect(page.get_by_text("Bị trả lại", exact=True)).to_be_visible()
    expect(page.get_by_text("User unknown")).to_be_visible()
    page.goto(f"/desk/{draft_round.pk}/notices/")
    with page.expect_download():
        page.get_by_role("button", name="In giấy mời (PDF)").click()
    row.refresh_from_db()
    assert row.state == "printed"


def _text(mail: Any) -> str:
    return str(mail.get_payload()[0].get_payload(decode=True).decode())
