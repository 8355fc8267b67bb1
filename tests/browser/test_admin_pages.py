"""Every page of the secretariat as every reader may have it: axe, themes, 320 px, Vietnamese."""

import datetime
from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import expect

from officials.accounts.services import ask_for_person
from officials.models import Dossier, Group, Membership, PersonRequest, Unit, UnitRole, User
from rounds.models import Round
from rounds.services import ballot_lines, moves
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.roles import make_official, make_plan, make_round, make_unit, make_user

pytestmark = pytest.mark.browser
# Accounts are blocked and requests answered; neither is deleted.
KEPT = {
    ("officials_post", "add"),
    ("officials_post", "change"),
    ("officials_post", "delete"),
    ("officials_user", "delete"),
    ("officials_personrequest", "delete"),
    ("officials_personrequest", "history"),
}


def addresses(round_: Round, user: User) -> Iterator[tuple[str, str]]:
    """Give a name and the address of the start, the password and each table's list, rows, histories, deletions."""
    yield "index", reverse("admin:index")
    yield "password-change", reverse("admin:password_change")
    yield "password-changed", reverse("admin:password_change_done")
    for model, table in admin.site._registry.items():
        name = model._meta.label_lower.replace(".", "_")
        for page, asked in (("changelist", "round__id__exact"), ("add", "round")):
            if (name, page) in KEPT:
                continue
            of_round = f"?{asked}={round_.pk}" if name == "rounds_elector" else ""
            yield f"{name}-{page}", reverse(f"admin:{name}_{page}") + of_round
        row = table.rows(user).first()  # type: ignore[attr-defined]
        assert row, f"no row of {name} to look at"
        for page in ("change", "history", "delete"):
            if (name, page) not in KEPT:
                yield f"{name}-{page}", reverse(f"admin:{name}_{page}", args=[row.pk])


@pytest.mark.longest
def test_every_page_of_every_table(open_page: OpenPage, secretary: User, draft_round: Round) -> None:
    ballot_lines.record_exemptions(round_=draft_round)
    Dossier.objects.create(official=draft_round.lines.all()[0].official, title="Hồ sơ")
    make_plan(draft_round.unit, starts_on=datetime.date(2030, 1, 1), ends_on=datetime.date(2030, 12, 31))
    UnitRole.objects.create(user=make_user(), unit=draft_round.unit, role="secretariat")
    group = Group.objects.create(unit=draft_round.unit, name="Tổ tư vấn về công tác cán bộ")
    Membership.objects.create(group=group, unit=draft_round.unit, account=secretary)
    _ask(secretary, draft_round.unit, "ai@example.test")
    _ask(make_user(), make_unit("Cục Khác"), draft_round.electors.all()[0].user.email)
    page = open_page("/admin/", user=secretary)
    for name, address in addresses(draft_round, secretary):
        answer = page.goto(address)
        assert answer
        assert answer.status == 200, address
        look(page, f"admin-{name}")


def _ask(asker: User, unit: Unit, named: str) -> None:
    request = PersonRequest(unit=unit, named=named, reason="Hội nghị cán bộ chủ chốt ngày 12/12")
    ask_for_person(request=request, actor=asker)


def test_a_round_in_every_state_of_its_page(open_page: OpenPage, secretary: User, draft_round: Round) -> None:
    make_official(draft_round.unit, "Vũ Thị Mới", appointed_on=draft_round.opens_at)
    bare = {"opens_at": None, "closes_at": None, "place": "", "chair_name": "", "chair_title": ""}
    empty = make_round(draft_round.unit, title="Hội nghị còn trống", **bare)
    page = open_page(f"/admin/rounds/round/{empty.pk}/freeze/", user=secretary)
    look(page, "admin-round-not-ready")
    page.goto(f"/admin/rounds/round/{empty.pk}/change/?saved=lines&lines=0&exempt=1#lines")
    look(page, "admin-round-missing")
    page.goto(f"/admin/rounds/round/{draft_round.pk}/change/")
    page.locator("[name=title]").fill("")
    page.locator("[name=_save]").first.click()
    expect(page.locator(".error-summary")).to_be_focused()
    look(page, "admin-round-refused")
    page.goto(f"/admin/rounds/round/{draft_round.pk}/freeze/")
    look(page, "admin-round-freeze")
    moves.freeze_round(round_id=draft_round.pk, actor=secretary, reason="Họp đột xuất")
    page.goto(f"/admin/rounds/round/{draft_round.pk}/change/")
    look(page, "admin-round-freezeed")


def test_people_are_suggested_while_typing(open_page: OpenPage, secretary: User, draft_round: Round) -> None:
    make_user("Hoàng Thị Gợi Ý", "goiy", unit=draft_round.unit)
    page = open_page(f"/admin/rounds/elector/add/?round={draft_round.pk}", user=secretary)
    assert page.locator("#people option").count() == 0
    page.locator("[name=user]").press_sequentially("gợi ý")
    offered = page.locator("#people option")
    expect(offered).to_have_count(1)
    page.locator("[name=user]").fill(str(offered.get_attribute("value")))
    page.locator("[name=_save]").click()
    page.wait_for_url("**/change/?saved=electors#electors")
    assert draft_round.electors.filter(user__username="goiy").exists()
