"""Actions of a member on the counting team's page."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.ballots.team import TeamDevice

PASSPHRASE = "mưa nguồn suối đá xanh"
Lie = Callable[[Route], None]


def at(page: Page, panel: str) -> None:
    """Wait until the page shows the panel."""
    expect(page.locator(f"[data-panel={panel}]")).to_be_visible()


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
    """Copy the groups, hide them and type the two that are asked for; return all."""
    groups = words(page)
    page.locator("[data-do=copied]").click()
    expect(page.locator("[data-list=words] code")).to_have_count(0)
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
    with page.expect_download() as waiting:
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
    return "-".join(page.locator("[data-list=code] .election-code__group").all_inner_texts())


def bring(context: BrowserContext, device: TeamDevice, **record: object) -> Page:
    """Open the team's page in a browser that keeps this device's seed, as after making it there."""
    page = context.new_page()
    page.goto("/health/")
    keep(page, device, **record)
    page.goto(f"/committee/{device.round_id}/")
    return page


def keep(page: Page, device: TeamDevice, **record: object) -> None:
    """Write the device's record into the browser's storage."""
    whole = {"kept": {"browser": True, "sheet": True}, "ready": True, "pins": {}, **record}
    page.evaluate(KEEP, [f"{device.round_id}/{device.index}", list(device.seed), whole])


KEEP = """async ([key, seed, record]) => {
  const request = indexedDB.open('tinnhiem-counting-team', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('parts');
  await new Promise((done) => { request.onsuccess = done; });
  const writing = request.result.transaction('parts', 'readwrite');
  writing.objectStore('parts').put({ ...record, seed: Uint8Array.from(seed) }, key);
  await new Promise((done) => { writing.oncomplete = done; });
  request.result.close();
}"""


def telling(change: Callable[[dict[str, Any]], object]) -> Lie:
    """Return a route handler that changes the server's answer."""

    def lie(route: Route) -> None:
        told = route.fetch().json()
        change(told)
        route.fulfill(json=told)

    return lie


def found_out(context: BrowserContext, device: TeamDevice, lies: list[tuple[str, Lie, str]]) -> None:
    """Send one false answer after the other to a device; each time it must name the failed check."""
    for address, lie, said in lies:
        pattern = re.compile(f"/{address}$")
        context.route(pattern, lie)
        page = bring(context, device)
        at(page, "alarm")
        expect(page.locator("[data-text=alarm]")).to_contain_text(said)
        page.close()
        context.unroute(pattern)


def help_open(page: Page) -> None:
    """Wait for the device's own recount, then post its share."""
    at(page, "opening")
    for check in ("issued", "fingerprint", "proofs", "sums"):
        expect(page.locator(f"[data-check={check}]")).to_have_attribute("data-state", "done")
    page.locator("[data-do=open]").click()


def sign(page: Page) -> None:
    """Wait until the device has found the same numbers, then sign the minutes."""
    at(page, "minutes")
    expect(page.locator("[data-do=sign][aria-disabled=false]")).to_be_visible()
    page.locator("[data-do=sign]").click()
