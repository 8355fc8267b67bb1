"""The system's Chromium, for browser tests and measurements."""

import shutil

ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def chromium() -> str | None:
    """Return the path of the system's Chromium, or None."""
    names = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)
