"""Sections of the report about people: from login to receipt, a storm of logins, slow clients."""

from typing import Any

from benchmarks.tables import table

Found = dict[str, Any]


def voters(found: Found) -> str:
    """Return the section about steady voters and about all who cast at once."""
    used, together = found["processor"], found["at_once"]
    steps = {name: found["steps"][name] for name in ("login page", "login", "page", "issue", "cast")}
    rows = [(name, times["p50"], times["p95"]) for name, times in steps.items()]
    return (
        f"## From the login to the receipt\n\n{found['voters']:,} voters with {found['lines']} lines, "
        f"{found['clients']} at a time, each with a real password: **{found['a_minute']:,.0f} a minute**.\n"
        f"One costs {1000 * used['web']:.1f} ms of processor in the web server, {1000 * used['postgres']:.1f} ms in "
        f"PostgreSQL and {1000 * used['client']:.1f} ms in the client\nof this benchmark; "
        f"{100 * found['share']:.0f} % of the processors' time went into these. A web process took at most "
        f"{found['web_megabytes']:.0f} MB.\n\n"
        + table(("step, ms", "p50", "p95"), rows)
        + f"\n{together['voters']} voters with their blank ballot requested and cast at once: p50 "
        f"{together['p50']:,.0f} ms, p95 {together['p95']:,.0f} ms, {together['failures']} failures.\n"
    )


def storm(found: Found) -> str:
    """Return the section about many who log in at once."""
    waited, others = found["waited"], found["meanwhile"]
    rows = [
        (step, others[step]["p50"], others[step]["p95"], others[step]["worst"]) for step in ("issue", "cast")
    ]
    return (
        f"## A thousand log in at once\n\n{found['logins']:,} people log in within a second. Half are in after "
        f"{waited['p50'] / 1000:.1f} s, the last after {waited['worst'] / 1000:.1f} s; "
        f"{found['sent_away']:,} times a person\nwas asked for a moment, {sum(found['failures'].values())} requests "
        f"failed. Meanwhile {found['voters']} others have a ballot issued and cast it:\n\n"
        + table(("step, ms", "p50", "p95", "worst"), rows)
    )


def slow(found: Found) -> str:
    """Return the section about clients that send slowly."""
    base = found["rows"][0]["p95"]
    rows = [
        (row["clients"], row["p50"], row["p95"], row["p95"] / base, sum(row["failures"].values()))
        for row in found["rows"]
    ]
    head = ("slow clients", "p50, ms", "p95, ms", "p95, undisturbed = 1", "failures")
    return (
        f"## Slow clients\n\nHalf send their headers with 50 bytes a second, half their bodies. Meanwhile "
        f"{found['voters']} voters have a ballot issued\nand cast it, one after the other.\n\n"
        + table(head, rows)
    )
