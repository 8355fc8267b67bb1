"""The system's Chromium, for browser tests and measurements."""

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # only the environment of tests has Playwright
    from playwright.sync_api import Browser, Playwright

PROGRAMS = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def start(playwright: "Playwright") -> "Browser | None":
    """Start the system's Chromium; None where the system has none."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        return None
    return playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
