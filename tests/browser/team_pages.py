"""A member of the counting team at the page, as a person does it."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

PASSPHRASE = "mưa nguồn suối đá xanh"
SLOW = 30_000


def at(page: Page, panel: str) -> None:
    """Wait until the page shows the panel."""
    expect(page.locator(f"[data-panel={panel}]")).to_be_visible(timeout=SLOW)


def make_part(page: Page) -> None:
    at(page, "start")
    page.locator("[data-do=make]").click()
    at(page, "keep")


def words(page: Page) -> list[str]:
    """Show the fourteen groups and read them."""
    details = page.locator("[data-details=words]")
    details.locator("summary").click()
    codes = details.locator("code")
    expect(codes).to_have_count(14)
    return codes.all_inner_texts()


def confirm_sheet(page: Page) -> list[str]:
    """Copy the groups and type the two that are asked for; return all."""
    groups = words(page)
    for name in ("first", "second"):
        label = page.locator(f"[data-text=ask-{name}]").inner_text()
        number = int(re.search(r"\d+", label)[0])  # type: ignore[index]
        page.locator(f"#check-{name}").fill(groups[number - 1].lower())
    page.locator("[data-form=check-sheet] [type=submit]").click()
    expect(page.locator("[data-kept=sheet]")).to_have_attribute("data-state", "done")
    return groups


def save_file(page: Page, folder: Path, passphrase: str = PASSPHRASE) -> Path:
    page.locator("#seal-passphrase").fill(passphrase)
    page.locator("#seal-again").fill(passphrase)
    with page.expect_download(timeout=SLOW) as waiting:
        page.locator("[data-form=seal] [type=submit]").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def go_on(page: Page) -> None:
    page.locator("[data-do=kept]").click()


def prepare(page: Page) -> list[str]:
    """Make the part of the key, confirm the sheet, go on; return the groups."""
    make_part(page)
    groups = confirm_sheet(page)
    go_on(page)
    return groups


def code(page: Page) -> str:
    at(page, "code")
    return "-".join(page.locator("[data-list=code] .ceremony-code__group").all_inner_texts())
