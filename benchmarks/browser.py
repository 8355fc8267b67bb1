"""Sealing a ballot in Chromium, at full speed and slowed down six times."""

import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.sizes import Sizes
from operations.embedded.places import BASE_DIR
from simulation import chromium

SLOWER = 6


def run(sizes: Sizes) -> dict[str, Any]:
    """Return medians in milliseconds, or a note if there is no Chromium."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = chromium.start(playwright)
        if browser is None:
            return {"missing": "Chromium"}
        page = browser.new_page()
        page.add_script_tag(path=_bundle(Path(folder)))
        found = {"full_speed": _median(page, sizes)}
        # Throttling affects the page's own thread only, so the ballot is sealed there and not in a worker.
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        found["slowed"] = _median(page, sizes)
        version = browser.version
        browser.close()
    return {"lines": sizes.browser_lines, "slower": SLOWER, "chromium": version, **found}


def _bundle(folder: Path) -> Path:
    """Return the script, bundled as `script/build-static` bundles pages."""
    bundled = folder / "seal.js"
    esbuild = BASE_DIR / "node_modules" / ".bin" / "esbuild"
    options = ["--bundle", "--format=esm", "--target=es2020", "--minify", "--log-level=warning"]
    source = BASE_DIR / "benchmarks" / "seal.js"
    subprocess.run([esbuild, source, *options, f"--outfile={bundled}"], check=True)
    return bundled


def _median(page: Page, sizes: Sizes) -> dict[str, float]:
    page.evaluate(
        "lines => sealOnce(lines)", sizes.browser_lines
    )  # warm-up, as happens while the page is read
    found = [
        page.evaluate("lines => sealOnce(lines)", sizes.browser_lines) for _ in range(sizes.browser_repeats)
    ]
    return {name: statistics.median(times[name] for times in found) for name in found[0]}
