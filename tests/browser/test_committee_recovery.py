"""Recovery of a lost device with the file or the sheet; typing errors get a sentence."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ballots.models import CeremonyMessage
from officials.models import User
from rounds.models import Round
from tests.ballots.hall import devices_of_team, locked
from tests.ballots.team import team
from tests.browser.axe import assert_accessible
from tests.browser.team_pages import PASSPHRASE, at, bring, code, confirm_sheet, go_on, make_part, save_file
from tests.browser.test_committee_ceremony import visit
from tests.browser_fixtures import NewContext
from tests.roles import make_frozen_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CommitteePage = Callable[[], Page]


@pytest.fixture
def round_(committed: None) -> Round:
    return make_frozen_round(lines=1, voters=6, members=2)


@pytest.fixture
def new_device(round_: Round, new_context: NewContext) -> CommitteePage:
    """Give the head another device."""
    head = User.objects.get(committees__round=round_, committees__index=1)
    return lambda: visit(new_context(user=head), round_)


def promised(page: Page) -> None:
    at(page, "working")
    expect(page.locator("[data-show=waiting]")).to_be_visible()


def submit(page: Page, form: str) -> None:
    page.locator(f"[data-form={form}] [type=submit]").click()


def told(page: Page, field: str, words: str) -> None:
    expect(page.locator(f"#{field}-error")).to_contain_text(words)


def test_with_the_file(round_: Round, new_device: CommitteePage, tmp_path: Path) -> None:
    first = new_device()
    make_part(first)
    path = save_file(first, tmp_path)
    first.locator("#check-file").set_input_files(path)
    first.locator("#check-passphrase").fill("mưa nguồn suối đá đen")
    submit(first, "check-file")
    told(first, "check-passphrase", "không mở được tệp này")
    first.locator("#check-passphrase").fill(PASSPHRASE)
    submit(first, "check-file")
    expect(first.locator("[data-kept=file]")).to_have_attribute("data-state", "done")
    go_on(first)
    promised(first)
    second = new_device()
    at(second, "recover")
    second.locator("#from-file").set_input_files(path)
    submit(second, "from-file")
    told(second, "from-passphrase", "nhập cụm mật khẩu")
    second.locator("#from-passphrase").fill(PASSPHRASE + "x")
    submit(second, "from-file")
    told(second, "from-passphrase", "không mở được tệp này")
    second.locator("#from-passphrase").fill(PASSPHRASE)
    submit(second, "from-file")
    promised(second)
    assert CeremonyMessage.objects.filter(round=round_).count() == 1


def test_part_of_the_key_is_tried_while_the_vote_is_open(round_: Round, new_context: NewContext) -> None:
    """The page says whether the device holds the part, tries it, and brings it back on a device without."""
    locked(round_)
    device = devices_of_team(round_)[0]
    context = new_context(user=User.objects.get(committees__round=round_, committees__index=1))
    page = bring(context, device)
    expect(page.locator(".share__here")).to_contain_text("có trên thiết bị này")
    page.locator("[data-do=try-share]").click()
    expect(page.locator("[data-text=share-tried]")).to_contain_text("dùng được")
    assert_accessible(page)


def test_device_without_the_part_says_so(round_: Round, new_device: CommitteePage) -> None:
    locked(round_)
    page = new_device()
    expect(page.locator("[data-text=share-tried]")).to_be_empty()
    page.locator("[data-do=bring-share]").click()
    at(page, "recover")


def test_with_the_words_of_the_sheet(round_: Round, new_device: CommitteePage) -> None:
    first, other = new_device(), team(round_)[1]
    make_part(first)
    groups = confirm_sheet(first)
    go_on(first)
    promised(first)
    second = new_device()
    at(second, "recover")
    # The last character of a group checks the others: five bits, so another mistake may pass it.
    wrong = [*groups[:6], groups[6][:-1] + ("A" if groups[6][-1] != "A" else "B"), *groups[7:]]
    second.locator("#from-words").fill(" ".join(wrong))
    submit(second, "from-words")
    told(second, "from-words", "Nhóm 7")
    second.locator("#from-words").fill(" ".join(groups[:5]))
    submit(second, "from-words")
    told(second, "from-words", "mười bốn nhóm")
    second.locator("#from-words").fill(" ".join(groups).lower().replace("1", "l").replace("0", "o"))
    submit(second, "from-words")
    promised(second)
    for step in ("commit", "reveal", "shares"):
        other.post(step)
        expect(second.locator(f"[data-task={step}]")).to_have_attribute("data-state", "done")
    expect(second.locator("[data-text=waiting]")).to_contain_text(str(other.user))
    other.post("accept")
    assert code(second) == code(first)


def test_the_sheet_of_another_round_is_refused(
    round_: Round, new_device: CommitteePage, new_context: NewContext
) -> None:
    first = new_device()
    make_part(first)
    confirm_sheet(first)
    go_on(first)
    promised(first)
    stranger = make_frozen_round(lines=1, voters=6, members=1)
    other = visit(new_context(user=User.objects.get(committees__round=stranger)), stranger)
    make_part(other)
    groups = confirm_sheet(other)
    second = new_device()
    at(second, "recover")
    second.locator("#from-words").fill(" ".join(groups))
    submit(second, "from-words")
    told(second, "from-words", "không phải phần khóa")


def test_the_file_of_another_member_is_refused(
    round_: Round, new_device: CommitteePage, new_context: NewContext, tmp_path: Path
) -> None:
    head = new_device()
    make_part(head)
    path = save_file(head, tmp_path)
    member = visit(new_context(user=team(round_)[1].user), round_)
    at(member, "start")
    member.locator("[data-do=return]").click()
    member.locator("#from-file").set_input_files(path)
    member.locator("#from-passphrase").fill(PASSPHRASE)
    submit(member, "from-file")
    told(member, "from-file", "thành viên khác")
    member.locator("#from-file").set_input_files(
        {"name": "x.json", "mimeType": "text/plain", "buffer": b"{}"}
    )
    submit(member, "from-file")
    told(member, "from-file", "không phải tệp khóa")


def test_two_places_are_needed(new_device: CommitteePage) -> None:
    page = new_device()
    make_part(page)
    page.locator("[data-do=kept]").dispatch_event("click")
    at(page, "keep")
    page.locator("#seal-passphrase").fill("ngắn quá")
    submit(page, "seal")
    told(page, "seal-passphrase", "12 ký tự")
    page.locator("#seal-passphrase").fill(PASSPHRASE)
    page.locator("#seal-again").fill(PASSPHRASE.upper())
    submit(page, "seal")
    told(page, "seal-again", "không giống nhau")
    assert not CeremonyMessage.objects.exists()
    page.reload()
    at(page, "keep")


def test_browser_without_storage_needs_file_and_sheet(
    round_: Round, new_context: NewContext, tmp_path: Path
) -> None:
    context = new_context(user=team(round_)[0].user)
    context.add_init_script(
        "Object.defineProperty(window, 'indexedDB', { value: { open() { throw new Error('blocked'); } } })"
    )
    page = visit(context, round_)
    make_part(page)
    expect(page.locator("[data-show=browser-blocked]")).to_be_visible()
    confirm_sheet(page)
    page.locator("[data-do=kept]").dispatch_event("click")
    at(page, "keep")
    path = save_file(page, tmp_path)
    page.locator("#check-file").set_input_files(path)
    page.locator("#check-passphrase").fill(PASSPHRASE)
    submit(page, "check-file")
    expect(page.locator("[data-kept=file]")).to_have_attribute("data-state", "done")
    go_on(page)
    promised(page)
    page.reload()
    at(page, "recover")
