"""Steps that several people take together, from the frozen round to the readers."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.journey import counting, reading, secretary
from tests.browser.journey.people import follow_duty

Enter = Callable[..., Page]


def lock_the_box(team: list[Page], title: str, folder: Path) -> list[Path]:
    """Let every member go to the round and run the ceremony; return their key files."""
    for page in team:
        follow_duty(page, "committee", title)
    return counting.lock(team, folder)


def open_the_vote(desk: Page, title: str, present: int) -> None:
    """Check that the desk names what is missing, record the attendance, open the vote."""
    secretary.go_to_desk(desk, title)
    expect(desk.locator(".desk__action .missing")).to_be_visible()
    secretary.record_present(desk, present)
    secretary.act(desk, "open")


def end_the_voting(desk: Page, cast: int) -> None:
    """See that all ballots are in and ask to end; the head is asked, since some have not cast."""
    expect(desk.locator("[data-number=cast]")).to_have_text(str(cast))
    secretary.act(desk, "end_issuing")
    expect(desk.locator("form[action$='/withdrawal']")).to_be_visible()


def close_the_box(desk: Page, cast: int, head: Page) -> None:
    """End the voting with the agreement of the head, then close."""
    end_the_voting(desk, cast)
    counting.agree(head)
    secretary.act(desk, "close")


def open_the_box(team: list[Page], counts: list[list[int]]) -> None:
    """Two of the members suffice; then every member's page shows the counts."""
    for page in team[:2]:
        counting.open_with(page)
    for page in team:
        assert counting.read_counts(page) == counts


def publish(desk: Page, team: list[Page]) -> None:
    """All sign, the worker makes the documents, the secretary publishes."""
    for page in team:
        counting.sign(page)
    secretary.await_documents(desk)
    secretary.act(desk, "publish")


def reads(come_in: Enter, name: str, title: str, folder: Path) -> tuple[list[list[int]], list[str]]:
    """Let somebody read the result and download what is offered; return counts and kinds."""
    page = come_in(name)
    counts = reading.read_result(page, title)
    files = reading.download_documents(page, folder)
    assert all(reading.pages_of(file) > 0 for file in files)
    kinds = {"bien-ban": "minutes", "bao-cao": "report"}
    return counts, [kinds["-".join(file.name.split("-")[:2])] for file in files]


def who_does_not(come_in: Enter, names: list[str], path: str) -> None:
    for name in names:
        reading.is_told_nothing(come_in(name), path)


def returns_on_a_new_device(come_in: Enter, name: str, title: str, file: Path, **options: str) -> Page:
    """Let a member whose device is lost come back with the key file; return the new page."""
    page = come_in(name)
    follow_duty(page, "committee", title)
    counting.come_back(page, file, **options)
    return page
