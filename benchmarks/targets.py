"""Targets, measured values, and whether each target is met."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Found = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Target:
    """One row of the table of targets."""

    name: str
    wanted: str
    measured: str
    kept: bool


def targets(found: Found) -> Iterator[Target]:
    """Yield the targets for which this run has values."""
    for name, judge in JUDGES.items():
        if name in found and "missing" not in found[name]:
            yield from judge(found[name])


def _most(name: str, value: float, limit: float, unit: str) -> Target:
    digits = 0 if limit >= 50 else 2
    return Target(name, f"≤ {limit:g} {unit}", f"{value:.{digits}f} {unit}", value <= limit)


def _sealing(found: Found) -> Iterator[Target]:
    for row in found["rows"]:
        if row["lines"] == 30:
            yield _most("server verifies 30 lines, processor", row["verify"]["processor"], 80, "ms")


def _browser(found: Found) -> Iterator[Target]:
    lines = found["lines"]
    yield _most(f"browser seals {lines} lines", found["full_speed"]["seal"], 250, "ms")
    slowed = found["slowed"]["seal"]
    yield _most(f"browser seals {lines} lines, slowed {found['slower']} times", slowed, 1500, "ms")


def _pages(found: Found) -> Iterator[Target]:
    for kind, limit in (("page", 6), ("cast", 6)):
        most = max(row[f"{kind}_queries"] for row in found["rows"])
        yield Target(f"queries of the {kind}, any number of lines", f"≤ {limit}", f"{most}", most <= limit)
    for row in found["rows"]:
        if row["lines"] == 10:
            yield _most("voter's page, 10 lines, processor", row["page_processor"], 5, "ms")


def _rates(found: Found) -> Iterator[Target]:
    share = found["rows"]["cast"]["rate"] / found["rows"]["checked"]["rate"]
    what = f"cast, {found['lines']} lines, of the rate of a bare view with the same checks"
    yield Target(what, "≥ 75 %", f"{100 * share:.0f} %", share >= 0.75)


def _voters(found: Found) -> Iterator[Target]:
    share, together = found["share"], found["at_once"]
    name = "login to receipt, share of the processors' time that is used"
    yield Target(name, "≥ 80 %", f"{100 * share:.0f} %", share >= 0.8)
    yield _most(
        f"{together['voters']} cast at once, {found['lines']} lines, p95", together["p95"], 2000, "ms"
    )
    yield _most("failures of those who cast at once", together["failures"], 0, "")


def _storm(found: Found) -> Iterator[Target]:
    logins = f"{found['logins']:,} log in within a second"
    yield _most(f"{logins}, the last is in", found["waited"]["worst"] / 1000, 90, "s")
    yield _most(f"{logins}, failures", sum(found["failures"].values()), 0, "")
    for step, times in found["meanwhile"].items():
        yield _most(f"{logins}, p95 of {step} meanwhile", times["p95"], 2000, "ms")


def _slow(found: Found) -> Iterator[Target]:
    base, *rows = found["rows"]
    for row in rows:
        name = f"{row['clients']} slow clients, p95 of others, of the undisturbed"
        yield _most(name, row["p95"] / base["p95"] if base["p95"] else 0.0, 2, "×")


def _counting(found: Found) -> Iterator[Target]:
    for row in found["rows"]:
        before = "verified before" if row["kept_up"] else "nothing verified before"
        workers = f"{row['workers']} worker{'s' if row['workers'] > 1 else ''}"
        name = f"closing to counts, {found['ballots']} × {found['lines']} lines, {before}, {workers}"
        yield _most(name, row["counted"], 5 if row["kept_up"] else 60, "s")


def _hosts(found: Found) -> Iterator[Target]:
    box = f"{found['ballots']:,} × {found['lines']} lines"
    for row in found["rows"]:
        if not row["verified"] and row["hosts"] > 1:
            name = f"verify and add {box} on {row['hosts']} hosts, gain per core"
            yield Target(name, "≥ 0.9", f"{row['per_core']:.2f}", row["per_core"] >= 0.9)


def _closing(found: Found) -> Iterator[Target]:
    least, most = found["rows"][0], found["rows"][-1]
    beside = f"beside {most['old']:,} old ballots, {found['open']} rounds open"
    yield _most(f"closing until the traces of the voting order are gone, {beside}", most["swept"], 5, "s")
    longer = most["swept"] / least["swept"]
    yield _most(f"the same ÷ beside {least['old']:,} old ballots", longer, 2, "times")
    worst = max(row["ratio"] for row in found["rows"])
    yield _most("p95 of voters in other rounds meanwhile ÷ undisturbed", worst, 2, "times")


def _documents(found: Found) -> Iterator[Target]:
    yield _most(f"minutes of {found['officials']} officials", found["elapsed"] / 1000, 3, "s")


def _ministry(found: Found) -> Iterator[Target]:
    rows = found["rows"]
    grown = [row["page"] for row in rows if row["many"]["queries"] > row["few"]["queries"]]
    of = f"{len(rows)} pages, {found['rounds']} rounds"
    yield Target(
        f"queries of {of}, more than with one round in each state",
        "0 pages",
        f"{len(grown)} pages",
        not grown,
    )
    yield _most(f"largest of {of}", max(row["many"]["kilobytes"] for row in rows), 60, "kB")
    worst = max(row["many"]["elapsed"] / row["few"]["elapsed"] for row in rows)
    yield _most(f"time of {of}, beside one round in each state", worst, 2, "×")


def _campaign(found: Found) -> Iterator[Target]:
    made = f"{found['rounds']} rounds, {found['lines']:,} lines, {found['places']:,} places on rolls"
    yield _most(f"{made} created from the plan, on one core", _of_one_core(found), 30, "s")
    yield from _announced(found["announced"])
    few, created = found["few"], found["before"] + found["rounds"]
    for rounds, page in ((created, found["many"]), (found["in_all"], found["most"])):
        beside = f"page of a campaign with {rounds:,} rounds, beside {found['before']}"
        yield _most(f"{beside}, time", page["elapsed"] / few["elapsed"], 2, "×")
        yield _most(f"{beside}, queries", page["queries"] / few["queries"], 2, "×")


def _announced(found: Found) -> Iterator[Target]:
    for part in ("asked", "confirmed"):
        name = f"{found['rounds']} rounds announced by the worker, {part}, on one core"
        yield _most(name, _of_one_core(found[part]), 60, "s")


def _of_one_core(found: Found) -> float:
    """Return seconds of the processor in worker and database, which a busy machine does not make longer by waiting."""
    return float(found["processor"] + found["database"])


def _importing(found: Found) -> Iterator[Target]:
    for row in found["rows"]:
        what = f"list of {row['rows']:,} rows ({row['list']})"
        yield _most(f"{what}, previewed and written", row["preview"] + row["write"], 40, "s")
        yield _most(f"{what}, memory", row["megabytes"], 300, "MB")


JUDGES = {
    "sealing": _sealing,
    "browser": _browser,
    "pages": _pages,
    "rates": _rates,
    "voters": _voters,
    "storm": _storm,
    "slow": _slow,
    "counting": _counting,
    "hosts": _hosts,
    "closing": _closing,
    "documents": _documents,
    "ministry": _ministry,
    "importing": _importing,
    "campaign": _campaign,
}
