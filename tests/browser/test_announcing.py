"""A secretary announces a meeting; its voter reads the list; a change asks for the reason; many are postponed."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from playwright.sync_api import expect

from officials.models import Dossier, DossierDocument, Unit, User
from rounds.models import Line, Round
from rounds.services import configuring
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.roles import announce, make_draft_round, make_unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def with_a_paper(round_: Round) -> None:
    line = Line.objects.filter(round=round_).order_by("position")[0]
    line.dossier = Dossier.objects.create(official=line.official, title="Hồ sơ 2026")
    line.save()
    paper = DossierDocument(dossier=line.dossier, kind=1)
    paper.file.save("tu-danh-gia.pdf", ContentFile(b"%PDF-1.7 x"))


def test_secretary_announces_and_voter_reads(
    open_page: OpenPage, secretary: User, draft_round: Round
) -> None:
    with_a_paper(draft_round)
    draft_round.opens_at = timezone.now().replace(second=0, microsecond=0) + datetime.timedelta(days=20)
    draft_round.closes_at = draft_round.opens_at + datetime.timedelta(hours=4)
    configuring.save_round(round_=draft_round)
    page = open_page(f"/admin/rounds/round/{draft_round.pk}/change/", user=secretary)
    look(page, "admin-round-to-announce")
    page.locator("[name=_announce]").click()
    look(page, "admin-round-announce")
    page.get_by_role("button", name="Thông báo triệu tập hội nghị").click()
    expect(page.locator("#reason-title")).to_be_visible()
    look(page, "admin-round-announced")
    page.goto(f"/desk/{draft_round.pk}/")
    for summary in page.locator("#desk-change ~ details summary").all():
        summary.click()
    look(page, "desk-announced")
    page = open_page(f"/vote/{draft_round.pk}/", user=draft_round.electors.select_related("user")[0].user)
    expect(page.locator("main")).to_contain_text("Ông/bà được triệu tập")
    look(page, "vote-announced")


def test_change_without_a_reason_keeps_what_was_typed(
    open_page: OpenPage, secretary: User, announced_round: Round
) -> None:
    page = open_page(f"/admin/rounds/round/{announced_round.pk}/change/", user=secretary)
    page.locator("[name=place]").fill("Hội trường B")
    page.locator("[name=_save]").first.click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("[name=place]")).to_have_value("Hội trường B")
    look(page, "admin-round-reason")
    page.locator("[name=reason]").fill("Sửa điện")
    page.locator("[name=_save]").first.click()
    page.wait_for_url("**saved=**")
    assert Round.objects.get(pk=announced_round.pk).place == "Hội trường B"


def test_many_at_once(open_page: OpenPage, unit: Unit, secretary: User) -> None:
    for _number in range(2):
        announce(make_draft_round(make_unit(parent=unit, authority=unit)))
    make_draft_round(make_unit(parent=unit, authority=unit), place="")
    page = open_page("/approvals/announce/", user=secretary)
    page.locator("input[name=rounds]").check()
    page.get_by_role("button", name="Thông báo triệu tập các hội nghị đã chọn").click()
    expect(page.get_by_role("alert").first).to_contain_text("Chưa thực hiện")
    look(page, "announce-several")
    page.goto("/approvals/postpone/")
    look(page, "postpone-several")
