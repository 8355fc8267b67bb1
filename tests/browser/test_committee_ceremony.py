"""Three browsers lock the box; pages are closed and opened at any point."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from ballots.manifest import code_of
from ballots.models import CeremonyMessage
from common.canonical import canonical_json
from officials.models import User
from rounds.models import Round
from tests.ballots.hall import devices_of_team
from tests.ballots.team import run
from tests.browser.team_pages import at, bring, code, found_out, prepare, telling
from tests.browser_fixtures import NewContext
from tests.roles import make_frozen_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def round_(committed: None) -> Round:
    return make_frozen_round(lines=2, voters=6, members=3)


@pytest.fixture
def pages(round_: Round, new_context: NewContext) -> list[Page]:
    """One browser for each member, the head first."""
    team = round_.committee.select_related("user").order_by("index")
    return [visit(new_context(user=member.user), round_) for member in team]


def visit(context: BrowserContext, round_: Round) -> Page:
    page = context.new_page()
    page.goto(f"/committee/{round_.pk}/")
    return page


def test_three_members_lock_the_box(round_: Round, pages: list[Page]) -> None:
    for page in pages:
        prepare(page)
    codes = [code(page) for page in pages]
    assert len(set(codes)) == 1
    for page in pages:
        page.locator("[data-do=confirm]").click()
    for page in pages:
        at(page, "locked")
    round_.refresh_from_db()
    assert code_of(round_.election_id) == codes[0]
    assert CeremonyMessage.objects.filter(round=round_).count() == 15


def test_awaited_members_are_named(round_: Round, pages: list[Page]) -> None:
    for page in pages[:2]:
        prepare(page)
    absent = str(round_.committee.get(index=3).user)
    expect(pages[0].locator("[data-text=waiting]")).to_contain_text(absent)
    assert not CeremonyMessage.objects.filter(step="reveal").exists()


def test_a_page_closed_in_the_middle_goes_on(round_: Round, pages: list[Page]) -> None:
    for page in pages[:2]:
        prepare(page)
    expect(pages[0].locator("[data-show=waiting]")).to_be_visible()
    context = pages[0].context
    pages[0].close()
    prepare(pages[2])
    expect(pages[1].locator("[data-show=waiting]")).to_be_visible()
    again = visit(context, round_)
    assert len({code(page) for page in (again, *pages[1:])}) == 1
    again.reload()
    with again.expect_response("**/post"):
        again.locator("[data-do=confirm]").click()
    again.reload()
    expect(again.locator("[data-show=code-done]")).to_be_visible()
    for page in pages[1:]:
        page.locator("[data-do=confirm]").click()
    at(again, "locked")


def test_one_member_alone_locks_a_box(new_context: NewContext, committed: None) -> None:
    round_ = make_frozen_round(lines=1, voters=6, members=1)
    page = visit(new_context(user=User.objects.get(committees__round=round_)), round_)
    prepare(page)
    code(page)
    page.locator("[data-do=confirm]").click()
    at(page, "locked")


def test_roster_names_the_head_and_the_person_logged_in(pages: list[Page]) -> None:
    for index, page in enumerate(pages):
        tags = page.locator(".roster__meta")
        expect(tags).to_have_count(3)
        shown = tags.all_inner_texts()
        assert ["trưởng ban" in tag for tag in shown] == [True, False, False]
        assert ["người đang đăng nhập" in tag for tag in shown] == [at == index for at in range(3)]


def test_head_restarts_ceremony_and_all_join(round_: Round, pages: list[Page]) -> None:
    for page in pages[:2]:
        prepare(page)
    for page in pages[:2]:
        expect(page.locator(".roster__person[data-state=done]")).to_have_count(2)
        page.clock.install()
    restart = [page.locator("[data-show=may-restart]") for page in pages[:2]]
    for page in pages[:2]:
        with page.expect_response("**/board"):
            page.clock.fast_forward(20_000)  # the time that passes by itself comes to it
    expect(restart[0]).to_be_hidden()
    for page in pages[:2]:
        with page.expect_response("**/board"):
            page.clock.fast_forward(45_000)
    expect(restart[0]).to_be_visible()
    expect(restart[1]).to_be_hidden()
    pages[0].locator(".restart summary").click()
    pages[0].locator("[data-form=restart] [type=submit]").click()
    expect(pages[0].locator("#restart-reason-error")).to_be_visible()
    pages[0].locator("#restart-reason").fill("Ủy viên 3 mất máy")
    pages[0].locator("[data-form=restart] [type=submit]").click()
    prepare(pages[2])
    assert len({code(page) for page in pages}) == 1
    assert set(CeremonyMessage.objects.filter(step="accept").values_list("attempt", flat=True)) == {2}


def _other_configuration(board: dict[str, Any]) -> None:
    sealed = json.loads(board["ceremony"]["configuration"])
    board["ceremony"]["configuration"] = json.dumps({**sealed, "threshold": 1})
    board["threshold"] = 1


def test_team_other_than_frozen_gets_no_commit(round_: Round, new_context: NewContext) -> None:
    """With a threshold of one, the server could open the box together with any single member."""
    device = devices_of_team(round_)[0]
    said = "khác với nội dung đã chốt"
    lies = [
        ("board", telling(lambda board: board.update(threshold=1)), said),
        ("board", telling(lambda board: board["members"].pop()), said),
        ("board", telling(_other_configuration), said),
    ]
    found_out(new_context(user=device.user), device, lies)
    assert not CeremonyMessage.objects.exists()


def test_keys_of_another_attempt_are_not_confirmed(committed: None, new_context: NewContext) -> None:
    (device,) = devices_of_team(make_frozen_round(lines=1, voters=6, members=1))
    run([device], until="accept")
    context = new_context(user=device.user)
    context.route(re.compile("/board$"), telling(_other_attempt))
    page = bring(context, device)
    at(page, "alarm")
    assert not CeremonyMessage.objects.filter(step="confirm").exists()


def _other_attempt(board: dict[str, Any]) -> None:
    manifest = {**json.loads(board["ceremony"]["manifest"]), "attempt": 2}
    board["ceremony"]["manifest"] = canonical_json(manifest).decode()
