"""axe on a page: no violation of WCAG 2.2 AA (and, on the ballot, of AAA contrast)."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AAA_CONTRAST = {"color-contrast-enhanced": {"enabled": True}}


def violations(page: Page, *, aaa_contrast: bool = False) -> list[str]:
    """Return one line for each violation: rule, impact and the first elements."""
    options = {"runOnly": TAGS, "rules": AAA_CONTRAST if aaa_contrast else {}}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{each['id']} ({each['impact']}): " + " | ".join(node["html"][:160] for node in each["nodes"][:3])
        for each in found
    ]


def assert_accessible(page: Page, *, aaa_contrast: bool = False) -> None:
    """Fail with the list of violations, in light and in dark, or when the page scrolls sideways."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = violations(page, aaa_contrast=aaa_contrast)
        assert not found, f"{page.url} ({scheme}):\n" + "\n".join(found)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px wider than the screen"
