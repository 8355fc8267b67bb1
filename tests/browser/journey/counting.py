"""The counting team, each member in a browser: lock, come back, open, compare, sign."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import team_pages
from tests.browser.journey.people import look, picture


def keep_part(page: Page, folder: Path) -> Path:
    """Make the part of the key and confirm the saved file; return the file."""
    team_pages.at(page, "start")
    look(page, "team-start")
    team_pages.make_part(page)
    look(page, "team-keep")
    file = team_pages.save_file(page, folder)
    page.locator("#check-file").set_input_files(file)
    page.locator("#check-passphrase").fill(team_pages.PASSPHRASE)
    page.locator("[data-form=check-file] [type=submit]").click()
    expect(page.locator("[data-kept=file]")).to_have_attribute("data-state", "done")
    picture(page, "team-keep")
    team_pages.go_on(page)
    return file


def lock(pages: list[Page], folder: Path) -> list[Path]:
    """Run the key ceremony; all compare the code, all confirm. Return the members' key files."""
    files = [keep_part(page, folder) for page in pages]
    codes = [team_pages.code(page) for page in pages]
    assert len(set(codes)) == 1
    look(pages[0], "team-code")
    picture(pages[0], "team-code")
    for page in pages:
        page.locator("[data-do=confirm]").click()
    for page in pages:
        team_pages.at(page, "locked")
    look(pages[0], "team-locked")
    confirm_empty(pages[0])
    return files


def confirm_empty(page: Page) -> None:
    """Let the head confirm that the locked box is empty."""
    page.locator("[data-do=zero]").click()
    expect(page.locator("[data-show=zero-done]")).to_be_visible()


def agree(page: Page) -> None:
    """Agree as head to what the secretary asks."""
    page.locator("[data-do=agree]").click()
    expect(page.locator("[data-show=asked]")).to_be_hidden()


def come_back(page: Page, file: Path, passphrase: str = team_pages.PASSPHRASE) -> None:
    """Restore the part of the key in a new browser from the saved file."""
    team_pages.at(page, "recover")
    look(page, "team-recover")
    page.locator("#from-file").set_input_files(file)
    page.locator("#from-passphrase").fill(passphrase)
    page.locator("[data-form=from-file] [type=submit]").click()
    expect(page.locator("[data-panel=recover]")).to_be_hidden()


def open_with(page: Page) -> None:
    """Wait for the device's recount, then post this member's decryption share."""
    expect(page.locator("[data-panel=opening]")).to_be_visible()
    for check in ("fingerprint", "proofs", "sums"):
        expect(page.locator(f"[data-check={check}]")).to_have_attribute("data-state", "done")
    look(page, "team-opening")
    picture(page, "team-opening", "[data-panel=opening]")
    page.locator("[data-do=open]").click()


def read_counts(page: Page) -> list[list[int]]:
    """Return high, confidence, low and unmarked of each line, once the box is open."""
    expect(page.locator("[data-panel=minutes]")).to_be_visible()
    rows = page.locator("[data-list=lines] tr")
    expect(rows.first).to_be_visible()
    cells = [rows.nth(i).locator("td").all_inner_texts() for i in range(rows.count())]
    return [[int(cell) for cell in row] for row in cells]


def sign(page: Page) -> None:
    """Sign once this device has opened the sums for itself and found the same numbers."""
    button = page.locator("[data-do=sign]")
    expect(button).to_have_attribute("aria-disabled", "false")
    look(page, "team-minutes")
    picture(page, "team-minutes", "[data-panel=minutes]")
    button.click()
    expect(page.locator("[data-show=signed]").last).to_be_visible()
    look(page, "team-signed")
