"""Readers of the result, and people without permission."""

from pathlib import Path

import pikepdf
from playwright.sync_api import Page, expect

from tests.browser.journey.people import look, picture

KINDS = ("minutes", "report")


def read_result(page: Page, title: str) -> list[list[int]]:
    """Go from the list to the result; return the counts of the three levels, line after line."""
    page.goto("/results/")
    look(page, "results-list")
    page.get_by_role("link", name=title, exact=True).click()
    page.wait_for_url("**/results/*-*/")
    look(page, "result")
    picture(page, "result")
    rows = page.locator(".results-table tbody tr")
    return [
        [
            int(each)
            for each in rows.nth(i).locator("td strong:not(.results-table__outcome)").all_inner_texts()
        ]
        for i in range(rows.count())
    ]


def download_documents(page: Page, folder: Path) -> list[Path]:
    """Download every document the page offers."""
    links = page.locator(".results-documents a")
    files = []
    for i in range(links.count()):
        with page.expect_download() as waiting:
            links.nth(i).click()
        files.append(folder / waiting.value.suggested_filename)
        waiting.value.save_as(files[-1])
    return files


def pages_of(file: Path) -> int:
    """Return the number of pages of a real PDF file."""
    assert file.read_bytes().startswith(b"%PDF-")
    with pikepdf.open(file) as pdf:
        return len(pdf.pages)


def is_told_nothing(page: Page, path: str) -> None:
    """Request the result and its documents without permission."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 404
    look(page, "stranger")
    for kind in KINDS:
        document = page.context.request.get(f"{path}documents/{kind}.pdf")
        assert document.status == 404
        assert b"%PDF" not in document.body()
    page.goto("/results/")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(f"a[href='{path}']")).to_have_count(0)
