"""A clerk whose clicks, fields, pages and waiting are counted."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Frame, Locator, Page

from tests.browser.gallery import MAIN, look


@dataclass
class CountedClerk:
    """A page on which every press and every field is counted; `seconds` are those of waiting for the product."""

    page: Page
    clicks: int = 0
    fields: int = 0
    pages: int = 0
    seconds: float = 0.0
    steps: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(60_000)
        self.page.on("framenavigated", self._note_page)

    def _note_page(self, frame: Frame) -> None:
        self.pages += frame == self.page.main_frame

    def button(self, name: str) -> None:
        self._press(self.page.get_by_role("button", name=name, exact=True), name)

    def link(self, name: str, *, within: Locator | None = None) -> None:
        self._press((within or self.page).get_by_role("link", name=name, exact=True).first, name)

    def go_on(self) -> None:
        """Press the main action of the page: there must be one, and only one."""
        [name] = self.page.evaluate(MAIN)
        place = self.page.locator(".button:not(.button--secondary, .button--danger, .button--quiet)")
        self._press(place.filter(visible=True).first, name)

    def _press(self, place: Locator, name: str) -> None:
        self.clicks += 1
        self.steps.append(name)
        self._timed(place.click)
        self._timed(self.page.wait_for_load_state)

    def wait(self, place: Locator) -> None:
        """Wait until something is seen: the page goes on by itself."""
        self._timed(place.wait_for)

    def fill(self, label: str, text: str) -> None:
        """Fill the field of this label."""
        self.fields += 1
        self._field(label).fill(text)

    def choose(self, label: str, text: str) -> None:
        """Choose a row in a list, or type a part of its name and take the suggestion."""
        self.fields += 1
        self._field(label).select_option(text)

    def _field(self, label: str) -> Locator:
        """Return the first field that is seen and whose label begins so; required ones are marked after it."""
        return (
            self.page.get_by_label(re.compile(rf"^\s*{label}(\s|$)", re.IGNORECASE))
            .filter(visible=True)
            .first
        )

    def give(self, file: Path) -> None:
        """Choose a file."""
        self.fields += 1
        self.page.locator("[name=file]").set_input_files(file)

    def see(self, name: str) -> None:
        """Look at the page as `tests.browser.gallery.look` does; the time does not count."""
        look(self.page, name)

    def _timed(self, act: Callable[[], object]) -> None:
        begun = time.monotonic()
        act()
        self.seconds += time.monotonic() - begun

    def __str__(self) -> str:
        return (
            f"{self.clicks} clicks, {self.fields} fields, {self.pages} pages, {self.seconds:.1f} s of waiting: "
            + " → ".join(self.steps)
        )
