"""What one machine carries, worked out from what was measured, with the arithmetic shown."""

from typing import Any

Found = dict[str, Any]
NEEDED = ("large", "rates", "documents", "pages", "machine")
ROUNDS, VOTERS = 2_000, 200
HOURS = 8
USED = 0.5  # of the processors: meetings come in waves, and a person waits behind each request


def section(found: Found) -> str:
    """The section, or nothing when a number it needs was not measured."""
    if any(name not in found for name in NEEDED):
        return ""
    return "## What one machine carries\n\n" + _one_vote(found) + "\n" + _one_day(found)


def _one_vote(found: Found) -> str:
    large, cores = found["large"], found["machine"]["processors"]
    ballots, work = large["ballots"], sum(large["voting_processor"].values())
    each = 1000 * work / ballots
    hour = 3600 * cores * 1000 / each
    return (
        f"**One vote.** The largest that was really carried here had {ballots:,} ballots of {large['lines']} lines "
        f"(above). While it was on,\nweb server and workers together used {work:.0f} s of processor: "
        f"{work:.0f} s ÷ {ballots:,} = {each:.1f} ms a ballot (issue, cast, verify).\n"
        f"{cores} processors have {cores} × 3,600 s = {cores * 3600:,} s an hour, so at most "
        f"{cores * 3600:,} s ÷ {each:.1f} ms ≈ {hour:,.0f} ballots an hour can be taken *and*\nverified; taking alone "
        f"is not the limit ({large['ballots'] / large['voting']:,.0f} a second during that run). "
        f"What grows with the number of ballots after closing\nis adding them ({large['added']:.0f} s here) and the "
        f"database ({large['database_megabytes'] / ballots * 1024:.0f} KB a ballot); memory of the processes does not "
        "have to\nhold the box.\n"
    )


def _one_day(found: Found) -> str:
    cores, large = found["machine"]["processors"], found["large"]
    voting = sum(large["voting_processor"].values()) / large["ballots"]
    page = max(row["page_processor"] for row in found["pages"]["rows"]) / 1000
    postgres = found["rates"]["rows"]["issue_and_cast"]["postgres"] / 1000
    papers = 2 * found["documents"]["processor"] / 1000
    a_round = VOTERS * (voting + 2 * page + postgres) + papers
    whole = ROUNDS * a_round
    day = cores * HOURS * 3600 * USED
    machines = -(-whole // day)
    return (
        f"**One day.** {ROUNDS:,} rounds of {VOTERS} voters with {large['lines']} lines, in {HOURS} working hours. For "
        f"each round:\n{VOTERS} × ({1000 * voting:.1f} ms issue, cast and verify + 2 × {1000 * page:.1f} ms page + "
        f"{1000 * postgres:.1f} ms Postgres) + {papers:.1f} s for two documents = {a_round:.1f} s.\n"
        f"{ROUNDS:,} × {a_round:.1f} s = {whole:,.0f} s of processor. A machine like this one has {cores} × {HOURS} h × "
        f"3,600 s = {cores * HOURS * 3600:,} s; using {100 * USED:.0f} %\nof it, since meetings come in waves, "
        f"{day:,.0f} s. So {whole:,.0f} ÷ {day:,.0f} → **{machines:.0f} machine{'s' if machines > 1 else ''} with "
        f"{cores} processors** (or one with {machines * cores:.0f}).\n"
        f"The database holds {ROUNDS * VOTERS:,} ballots, "
        f"{ROUNDS * VOTERS * large['database_megabytes'] / large['ballots'] / 1024:.0f} GB.\n"
    )
