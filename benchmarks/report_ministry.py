"""Sections of the report about the pages of a busy ministry, and about its campaign."""

from typing import Any

from benchmarks.tables import table

Found = dict[str, Any]


def ministry(found: Found) -> str:
    """Return the section about pages beside few and many rounds."""
    rows = [
        (
            row["page"],
            *(row[size][name] for name in ("queries", "kilobytes", "elapsed") for size in ("few", "many")),
            row["many"]["elapsed"] / row["few"]["elapsed"],
        )
        for row in found["rows"]
    ]
    head = ("page", "queries", "of many", "kB", "of many", "ms", "of many", "ratio")
    return (
        f"## A busy ministry\n\n{found['rounds']:,} rounds, {found['officials']:,} officials, {found['accounts']:,} "
        f"accounts and {found['electors']:,} voters on the rolls, beside one round in each\nstate, in one run. Their rows "
        f"are made in {found['built']:.0f} s.\n\n" + table(head, rows)
    )


def campaign(found: Found) -> str:
    """Return the section about the rounds of a campaign that are created in one act, and announced in another."""
    numbers = (found["before"], found["before"] + found["rounds"], found["in_all"])
    pages = (found["few"], found["many"], found["most"])
    rows = [(number, page["queries"], page["elapsed"]) for number, page in zip(numbers, pages, strict=True)]
    announced = found["announced"]
    return (
        f"## A campaign prepared in two acts\n\n{found['rounds']:,} rounds of {found['units']} units were created from "
        f"the plan, with {found['lines']:,} lines and {found['places']:,} places on rolls;\nthe "
        f"{announced['rounds']:,} with a line were announced in one act that a second person confirmed, with "
        f"{announced['notices']:,} summonses.\nSeconds, and those of the processor in the worker and in the process of "
        "the database that serves it:\n\n"
        + _acts(found, announced)
        + f"\nThe page of the campaign, in milliseconds{_when(found)}:\n\n"
        + table(("rounds", "queries", "ms"), rows)
    )


def _when(found: Found) -> str:
    """Return of which run the times of the page are, if they were kept because the machine was busy in this one."""
    version = found.get("pages_of_version")
    return (
        f" (kept from the run of version {version}, since other work filled the processors in this one)"
        if version
        else ""
    )


def _acts(created: Found, announced: Found) -> str:
    acts = (
        ("created", created),
        ("announcing asked: done, shown and taken back", announced["asked"]),
        ("announcing confirmed: done again and kept", announced["confirmed"]),
    )
    keys = ("elapsed", "processor", "database", "queries")
    rows = [(words, *(act[key] for key in keys)) for words, act in acts]
    return table(("act", "elapsed", "worker", "database", "queries"), rows)
