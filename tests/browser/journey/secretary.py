"""The secretary: from the draft in the administration to the publication on the desk."""

import re

from playwright.sync_api import Page, expect

from operations.health import record_beat_heartbeat, record_worker_heartbeat
from tests.browser.journey.people import follow_duty, look, picture

IN_GUIDE = ("open", "end_issuing")


def seal(page: Page, title: str) -> None:
    """Open the draft from the home page, check that nothing is missing, announce the meeting, freeze the round."""
    look(page, "secretary-tasks")
    follow_duty(page, "desk", title)
    expect(page.locator("#check .notice--success")).to_be_visible()
    look(page, "secretary-draft")
    picture(page, "secretary-draft")
    picture(page, "secretary-check", "#check")
    page.locator("[name=_announce]").click()
    page.wait_for_url("**/announce/")
    look(page, "secretary-announce")
    page.locator("main form [type=submit]").click()
    page.wait_for_url("**/change/")
    page.locator("[name=_seal]").click()
    page.wait_for_url("**/freeze/")
    look(page, "secretary-seal")
    page.locator("main form [type=submit]").click()
    page.wait_for_url("**/change/")
    expect(page.locator("[name=_save]")).to_have_count(0)
    look(page, "secretary-sealed")


def services_run() -> None:
    """Note that worker and scheduler run; the tests start no scheduler, and the desk would warn of it."""
    record_beat_heartbeat()
    record_worker_heartbeat()


def go_to_desk(page: Page, title: str) -> None:
    services_run()
    follow_duty(page, "desk", title)
    expect(page.locator("#desk")).to_be_visible()


def record_present(page: Page, present: int) -> None:
    """Record the number of people present; the desk then shows it."""
    services_run()
    page.locator("[name=present]").fill(str(present))
    page.locator("form.attendance [type=submit]").click()
    expect(page.locator("[data-number=present]")).to_have_text(str(present))


def act(page: Page, action: str) -> None:
    """Press the main button of the desk and confirm."""
    services_run()
    button = page.locator(f".desk__action a[href$='/confirm/{action}']")
    expect(button).to_be_visible()
    look(page, f"desk-before-{action}")
    if action in IN_GUIDE:
        picture(page, f"desk-{action}")
    button.click()
    page.wait_for_url(f"**/confirm/{action}")
    look(page, f"desk-confirm-{action}")
    page.locator("main form [type=submit]").click()
    page.wait_for_url(re.compile(r"/desk/[0-9a-f-]+/$"))


def await_documents(page: Page) -> None:
    """Wait until the page shows the documents without being reloaded."""
    expect(page.locator(".documents a")).to_have_count(2)
    look(page, "desk-documents")
