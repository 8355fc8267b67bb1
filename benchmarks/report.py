"""The report: docs/performance.md with its plot, and the same numbers as JSON."""

import json
from pathlib import Path
from typing import Any

from benchmarks import (
    capacity,
    plot,
    report_closing,
    report_envelope,
    report_log,
    report_ministry,
    report_voters,
)
from benchmarks.tables import table
from benchmarks.targets import targets

Found = dict[str, Any]
HEAD = """# Performance

Written by `script/bench`, which starts its own servers and measures everything below; do not edit by hand.
The numbers are also in [performance.json](performance.json).

Times differ between machines and change from minute to minute, and other programs ran on this machine.
Ratios therefore come from one run. *Processor* is the processor time that a program used, and *load* is
the number of programs that wanted a processor at the same time (this machine has {processors}).

{model}, {processors} processors; Python {python}; {system}; version {version}, {date}.
"""


def write(found: Found, out: Path) -> None:
    """Write the three files, without parts that were not measured."""
    (out / "img").mkdir(parents=True, exist_ok=True)
    (out / "performance.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    (out / "img" / "performance.svg").write_text(plot.picture(found))
    (out / "performance.md").write_text(page(found))


def page(found: Found) -> str:
    """The report as Markdown."""
    parts = [HEAD.format(**found["machine"]), _targets(found)]
    parts += [section(found[name]) for name, section in SECTIONS.items() if name in found]
    parts += [capacity.section(found), _loads(found)]
    return "\n".join(part for part in parts if part)


def _targets(found: Found) -> str:
    rows = [(t.name, t.wanted, t.measured, "yes" if t.kept else "**no**") for t in targets(found)]
    return "## Targets\n\n" + table(("what", "wanted", "measured", "kept"), rows)


def _sealing(found: Found) -> str:
    names = {"seal": "seal (Python)", "look": "check at cast", "verify": "verify", "libsodium": "bare calls"}
    rows = [
        (
            row["lines"],
            *(row[name]["processor"] for name in names),
            row["libsodium_share"],
            row["add"]["processor"],
        )
        for row in found["rows"]
    ]
    head = ("lines", *names.values(), "bare / verify", "add to the sums")
    return (
        "## One ballot on the server\n\n"
        "Milliseconds of processor. *Bare calls* are the multiplications and additions that verification\n"
        "needs, called directly: libsodium has no multi-scalar multiplication, so a line takes 22 of each.\n"
        "*Check at cast* covers form, every point and scalar, and signature.\n\n" + table(head, rows)
    )


def _browser(found: Found) -> str:
    if "missing" in found:
        return f"## One ballot in the browser\n\nNot measured: {found['missing']} is missing.\n"
    names = ("prepare", "line", "seal", "after_the_last_mark")
    rows = [
        (speed, *(found[key][name] for name in names))
        for speed, key in (("full speed", "full_speed"), (f"slowed {found['slower']} times", "slowed"))
    ]
    return (
        f"## One ballot in the browser\n\nMilliseconds in Chromium {found['chromium']}, {found['lines']} lines. "
        "Tables are prepared while the\nvoter reads, and each line is sealed when it is marked. The voter waits "
        "only for the time in the last column.\n\n"
        + table(("", "prepare, once", "one line", "whole ballot", "after the last mark"), rows)
    )


def _pages(found: Found) -> str:
    rows = [
        (r["lines"], r["page_queries"], r["cast_queries"], r["page_elapsed"], r["page_processor"])
        for r in found["rows"]
    ]
    head = ("lines", "queries of the page", "queries of a cast", "page, ms", "page, ms of processor")
    return "## The voter's page\n\n" + table(head, rows)


def _rates(found: Found) -> str:
    names = {
        "pgbench": "`pgbench`, the same INSERT",
        "bare": "bare Django view, the same INSERT",
        "checked": "the same with the checks of a ballot, proofs included",
        "cast": "cast, all checks",
        "issue_and_cast": "issue and cast",
    }
    rows = [
        (
            label,
            found["rows"][name]["rate"],
            found["of_bare"][name],
            *(found["rows"][name].get(column, "–") for column in ("web", "postgres", "client", "p50", "p95")),
        )
        for name, label in names.items()
    ]
    head = (
        "",
        "per second",
        "of the bare view",
        "web, ms",
        "PostgreSQL, ms",
        "client, ms",
        "p50, ms",
        "p95, ms",
    )
    return (
        f"## Casting beside a bare view\n\n{found['lines']} lines; medians of {found['repeats']} repeats of "
        f"{found['ballots']} ballots, {found['clients']} clients; each repeat\nmeasures all rows in turn, with the same "
        "granian options and the same PostgreSQL. The bare view has no middleware\nand checks nothing. With the checks "
        "(220 points for ten lines, each a square root in libsodium) it gives\nthe upper limit for a cast. Milliseconds "
        "are processor time for each vote; clients run on the same machine.\n\n" + table(head, rows)
    )


def _profile(found: Found) -> str:
    rows = [(part, f"{100 * share:.0f} %") for part, share in found["parts"].items()]
    return (
        f"How a cast of {found['lines']} lines spends its {found['processor']:.1f} ms of processor (one process, under "
        "Python's profiler,\nwhich exaggerates small Python functions; waiting for PostgreSQL "
        "included):\n\n" + table(("", "share"), rows)
    )


def _hall(found: Found) -> str:
    rows = [
        (label, *(found[key][name] for name in ("p50", "p95", "worst")))
        for label, key in (("opening the page", "page"), ("from the button to the receipt", "press"))
    ]
    return (
        f"## A full hall\n\n{found['voters']} voters at the same instant, {found['lines']} lines, "
        f"two workers verifying meanwhile, {found['repeats']} times; milliseconds.\n\n"
        + table(("", "p50", "p95", "worst"), rows)
    )


def _counting(found: Found) -> str:
    rows = [
        (
            r["workers"],
            "yes" if r["kept_up"] else "no",
            r["closed"],
            r["added"],
            r["counted"],
            r["processor"],
            r["worker_megabytes"],
        )
        for r in found["rows"]
    ]
    head = ("workers", "verified before", "closed, s", "added, s", "counts, s", "processor, s", "worker, MB")
    return (
        f"## From closing to the counts\n\n{found['ballots']} ballots of {found['lines']} lines, from one copied box. "
        "Members give their shares as soon as the sums\nexist. More than two workers bring nothing on two "
        "processors.\n\n" + table(head, rows)
    )


def _hosts(found: Found) -> str:
    rows = [
        (
            "at cast" if r["verified"] else "by workers",
            r["hosts"],
            r["seconds"],
            r["per_core"],
            r["processor"],
        )
        for r in found["rows"]
    ]
    head = ("proofs verified", "worker hosts", "from closing until added, s", "gain per core", "processor, s")
    return (
        f"## Counting on several hosts\n\n{found['ballots']:,} ballots of {found['lines']} lines from one copied box. "
        f"Each host is one worker process; this machine\nhas {found['cores']} processors, so further hosts share "
        "them.\n\n" + table(head, rows)
    )


def _documents(found: Found) -> str:
    share = f"{100 * found['weasyprint_share']:.0f} %" if found["weasyprint_share"] < 1 else "all of it"
    return (
        f"## Documents\n\nMinutes of {found['officials']} officials as PDF/A-3a: {found['elapsed'] / 1000:.2f} s, "
        f"{found['processor'] / 1000:.2f} s of processor;\nWeasyPrint alone needs "
        f"{found['weasyprint'] / 1000:.2f} s for the same page ({share}, within the noise); {found['bytes'] // 1024} KB.\n"
    )


def _growth(found: Found) -> str:
    voters = [(r["ballots"], r["added"], r["counted"], r["processor"]) for r in found["voters"]]
    rounds = [
        (r["rounds"], r["minute_processor"], r["minute_queries"], r["added"], r["swept"], r["processor"])
        for r in found["rounds"]
    ]
    text = "## How cost grows\n\n![Cost by lines, ballots and rounds](img/performance.svg)\n"
    if voters:
        columns = ("ballots", "added, s", "counts, s", "processor, s")
        text += f"\nClosing, {found['lines']} lines, nothing verified before, two workers:\n\n" + table(
            columns, voters
        )
    head = ("rounds", "task of the minute, ms", "queries", "all added, s", "all rewritten, s", "processor, s")
    return text + "\nSmall rounds that all close in the same minute, two workers:\n\n" + table(head, rounds)


def _large(found: Found) -> str:
    rows = [
        ("sealing on all cores (the voters' browsers do this)", found["sealed"]),
        ("voting: issue and cast over HTTP, workers running", found["voting"]),
        ("until workers had verified every ballot", found["caught_up"]),
        ("closing: fingerprint and state", found["closed"]),
        ("from closing until all are added", found["added"]),
        ("from closing until the counts", found["counted"]),
    ]
    memory = [(name, found[f"{name}_megabytes"]) for name in ("web", "worker", "postgres", "database")]
    return (
        f"## One very large vote\n\n{found['ballots']:,} ballots of {found['lines']} lines, all with real proofs.\n\n"
        + table(("", "seconds"), rows)
        + f"\nWhen the last ballot was cast, {found['behind']:,} were not verified yet. Finding a ballot in the closed "
        f"box, with its\npath to the fingerprint, takes {found['ask_for_a_ballot']:.0f} ms.\n\n"
        + table(("largest process, and the database", "MB"), memory)
    )


def _loads(found: Found) -> str:
    rows = [
        (name, part["took"], part["load"]["before"], part["load"]["after"])
        for name, part in found.items()
        if isinstance(part, dict) and "load" in part
    ]
    return "## Load of the machine\n\n" + table(("benchmark", "took, s", "load before", "load after"), rows)


def _importing(found: Found) -> str:
    names = ("list", "rows", "kilobytes", "preview", "write", "megabytes")
    rows = [tuple(row[name] for name in names) for row in found["rows"]]
    head = ("list", "rows", "file, kB", "preview, s", "write, s", "memory, MB")
    return "## Lists from files\n\nEach step in a process of its own, its start included.\n\n" + table(
        head, rows
    )


SECTIONS = {
    "sealing": _sealing,
    "browser": _browser,
    "pages": _pages,
    "rates": _rates,
    "profile": _profile,
    "envelope": report_envelope.envelope,
    "hall": _hall,
    "voters": report_voters.voters,
    "storm": report_voters.storm,
    "slow": report_voters.slow,
    "counting": _counting,
    "hosts": _hosts,
    "closing": report_closing.closing,
    "documents": _documents,
    "ministry": report_ministry.ministry,
    "campaign": report_ministry.campaign,
    "growth": _growth,
    "large": _large,
    "log": report_log.log,
    "importing": _importing,
}
