"""Capacity of one machine, computed from the measurements, with the arithmetic shown."""

from typing import Any

Found = dict[str, Any]
NEEDED = ("large", "rates", "documents", "pages", "machine")
ROUNDS, VOTERS = 2_000, 200
HOURS = 8
USED = 0.5  # of the processors, since meetings come in waves and people wait for each request


def section(found: Found) -> str:
    """Return the section, or "" if a required number was not measured."""
    if any(name not in found for name in NEEDED):
        return ""
    return "## Capacity of one machine\n\n" + _one_vote(found) + "\n" + _one_day(found)


def _a_voter(found: Found) -> tuple[float, str]:
    """Return the processor seconds of one voter, and their parts as text."""
    large = found["large"]
    voting = sum(large["voting_processor"].values()) / large["ballots"]
    pages = {row["lines"]: row["page_processor"] for row in found["pages"]["rows"]}
    page = pages.get(large["lines"], max(pages.values())) / 1000
    postgres = found["rates"]["rows"]["issue_and_cast"]["postgres"] / 1000
    text = (
        f"{1000 * voting:.1f} ms issue, cast and verify + 2 × {1000 * page:.1f} ms page + "
        f"{1000 * postgres:.1f} ms PostgreSQL"
    )
    return voting + 2 * page + postgres, text


def _one_vote(found: Found) -> str:
    large, cores = found["large"], found["machine"]["processors"]
    ballots = large["ballots"]
    each, parts = _a_voter(found)
    hour = 3600 * cores / each
    return (
        f"**One vote.** The largest one measured had {ballots:,} ballots of {large['lines']} lines "
        f"(above), at {ballots / large['voting']:,.0f} per second.\nA voter costs {parts} = {1000 * each:.1f} ms of "
        f"processor.\n{cores} processors have {cores} × 3,600 s = {cores * 3600:,} s an hour ÷ {1000 * each:.1f} ms ≈ "
        f"**{hour:,.0f} voters for each hour of an open vote**, with everything\nverified when it ends; at most half "
        f"of that ({USED * hour:,.0f}) if the load is not to be noticed.\nThe time for "
        f"adding after closing ({large['added']:.0f} s here) and the database "
        f"({large['database_megabytes'] / ballots * 1024:.0f} KB per ballot) grow with the\nnumber of ballots; the "
        "memory of the processes does not.\n"
    )


def _one_day(found: Found) -> str:
    cores, large = found["machine"]["processors"], found["large"]
    each, parts = _a_voter(found)
    papers = 2 * found["documents"]["processor"] / 1000
    a_round = VOTERS * each + papers
    whole = ROUNDS * a_round
    day = cores * HOURS * 3600 * USED
    machines = -(-whole // day)
    return (
        f"**One day.** {ROUNDS:,} rounds of {VOTERS} voters with {large['lines']} lines, in {HOURS} working hours. For "
        f"each round:\n{VOTERS} × ({parts}) + {papers:.1f} s for two documents = {a_round:.1f} s.\n"
        f"{ROUNDS:,} × {a_round:.1f} s = {whole:,.0f} s of processor. A machine like this one has {cores} × {HOURS} h × "
        f"3,600 s = {cores * HOURS * 3600:,} s; at {100 * USED:.0f} %\nuse, since meetings come in waves, "
        f"{day:,.0f} s. So {whole:,.0f} ÷ {day:,.0f} → **{machines:.0f} machine{'s' if machines > 1 else ''} with "
        f"{cores} processors** (or one with {machines * cores:.0f}).\n"
        f"The database holds {ROUNDS * VOTERS:,} ballots, "
        f"{ROUNDS * VOTERS * large['database_megabytes'] / large['ballots'] / 1024:.0f} GB.\n"
    )
