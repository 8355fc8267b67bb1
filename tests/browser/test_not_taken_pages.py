"""Pages that could not be saved as they were typed, as a clerk sees them: announced, frozen or without the role meanwhile."""

import pytest
from playwright.sync_api import Page, expect

from officials.models import UnitRole, User
from officials.services import revoke_role
from rounds.models import Round
from rounds.services import moves
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.dossiers import file_dossier
from tests.roles import announce, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def keeps(page: Page, text: str) -> None:
    expect(page.locator("[name=left_over]")).to_contain_text(text)
    expect(page.locator(".error-summary")).to_contain_text("không còn sửa được tại đây")


def test_beginning_typed_while_the_meeting_was_announced(
    open_page: OpenPage, secretary: User, draft_round: Round
) -> None:
    page = open_page(f"/admin/rounds/round/{draft_round.pk}/change/", user=secretary)
    page.locator("[name=meets_at]").fill("01/03/2030 08:00")
    announce(draft_round)
    page.locator("#general [name=_save]").click()
    keeps(page, "01/03/2030 08:00")
    look(page, "admin-round-announced-meanwhile")
    page.locator(".group__why a").click()
    expect(page.locator("#postpone_meets_at")).to_be_visible()
    look(page, "desk-postponing")


def test_paper_changed_while_the_dossier_was_frozen(
    open_page: OpenPage, secretary: User, draft_round: Round
) -> None:
    dossier = file_dossier(draft_round.lines.order_by("position")[0])[0].dossier
    page = open_page(f"/admin/officials/dossier/{dossier.pk}/change/", user=secretary)
    page.locator("[name=documents-0-kind]").select_option("3")
    moves.freeze_round(round_id=draft_round.pk, actor=None, reason="Họp gấp")
    page.locator("[name=_save]").click()
    keeps(page, "Loại")
    look(page, "admin-dossier-frozen-meanwhile")
    page.locator("[name=_save]").click()
    page.wait_for_url("**/admin/officials/dossier/")


def test_text_of_an_account_that_lost_its_role(
    open_page: OpenPage, secretary: User, draft_round: Round
) -> None:
    page = open_page(f"/admin/rounds/round/{draft_round.pk}/change/", user=secretary)
    page.locator("[name=title]").fill("Hội nghị cán bộ chủ chốt năm 2030")
    revoke_role(role=UnitRole.objects.get(user=secretary), actor=make_user(is_superuser=True))
    page.locator("#general [name=_save]").click()
    expect(page.locator(".summary").first).to_contain_text("Hội nghị cán bộ chủ chốt năm 2030")
    look(page, "not-taken")
