"""Computed colours and their contrast, and running animations."""

import re

from playwright.sync_api import Locator, Page


def contrast(place: Locator, property_: str, behind: Locator) -> float:
    """WCAG contrast between a colour of `place` and the background of `behind`."""
    colours = [_computed(place, property_), _computed(behind, "background-color")]
    light, dark = sorted((_luminance(colour) for colour in colours), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def moving(page: Page) -> int:
    """Return the number of animations of a visible duration."""
    found: int = page.evaluate(
        "document.getAnimations().filter(each => each.playState === 'running'"
        " && each.effect.getComputedTiming().duration > 10).length"
    )
    return found


def _computed(place: Locator, property_: str) -> list[float]:
    colour = place.evaluate("(node, name) => getComputedStyle(node).getPropertyValue(name)", property_)
    assert colour.startswith("rgb("), f"{property_} is {colour}"
    return [int(part) / 255 for part in re.findall(r"\d+", colour)]


def _luminance(colour: list[float]) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
