"""Replay a published result as a complete vote through the real addresses and workers."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from rounds.models import RuleSet
from rounds.selectors import rule_sets_to_choose
from simulation.rehearsal.client import RefusedError
from simulation.rehearsal.play import WorkerTimeout, play
from simulation.rehearsal.published_file import MOST_BALLOTS, BadFileError, PublishedRow, read_published
from simulation.rehearsal.stage import Numbers, build, rule_set_with_base
from simulation.rehearsal.summary import save_documents, summary
from simulation.rehearsal.workers import NoWorkerError

BAD_INPUT = 2
SUMMARY_NAMES = {"high": "high", "medium": "confidence", "low": "low"}


class Command(BaseCommand):
    help = (
        "Diễn lại một kết quả đã công bố thành trọn một cuộc lấy phiếu."
        " Mọi người tham gia được đóng vai ngay trong tiến trình này: không qua mạng, không có trình duyệt;"
        " việc này đo cơ sở dữ liệu, tiến trình đếm phiếu và văn bản."
        " (Replays a published result (CSV: row, high, medium, low; where the columns pct_high, pct_medium,"
        " pct_low are there, it tells what comes out otherwise) as a whole vote. All people are played inside this"
        " process: its own views without HTTP, the server's prover instead of the code of browsers. So it"
        " measures database, workers and documents, not the network and not the voters' devices.)"
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("CSV with the columns row, high, medium, low"))
        parser.add_argument("--summoned", type=int, help=_("default: present"))
        parser.add_argument("--present", type=int, help=_("default: issued"))
        parser.add_argument("--issued", type=int, help=_("default: returned"))
        parser.add_argument("--returned", type=int, help=_("default: the largest sum of a row"))
        bases = RuleSet.Base.values
        parser.add_argument("--base", choices=bases, help=_("base of percentages; default: the rule set's"))
        parser.add_argument("--rule-set", default="96-qd-tw", metavar="CODE", help=_("default: 96-qd-tw"))
        parser.add_argument(
            "--documents", type=Path, metavar="FOLDER", help=_("save the documents there as well")
        )
        parser.add_argument("--json", action="store_true", help=_("print the result as JSON"))

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["documents"] and not options["documents"].is_dir():
            raise CommandError(_("There is no folder %s.") % options["documents"], returncode=BAD_INPUT)
        rows, numbers = _read(options)
        rule_set = _rule_set(options["rule_set"], options["base"])
        _require_quorum(numbers, rule_set)
        names = [row.row for row in rows]
        title = _("Rehearsal of %s") % options["file"].name
        self.report(
            _("Making %(rows)d lines and a roll of %(voters)d voters.")
            % {"rows": len(rows), "voters": numbers.summoned}
        )
        try:
            stage = build(title=title, rows=names, numbers=numbers, rule_set=rule_set)
            lines = [(row.high, row.medium, row.low) for row in rows]
            round_ = play(stage, numbers, lines, self.report)
        except (RefusedError, WorkerTimeout, NoWorkerError) as problem:
            raise CommandError(str(problem)) from problem
        found = summary(round_, names)
        _compare(rows, found)
        for difference in _differences(rows, found):
            self.report(difference)
        if options["documents"]:
            save_documents(round_, options["documents"])
        self.stdout.write(
            json.dumps(found, ensure_ascii=False, indent=2) if options["json"] else _table(found)
        )

    def report(self, text: str) -> None:
        """Report progress on stderr, so that stdout stays clean for `--json`."""
        self.stderr.write(text, self.style.NOTICE)
        self.stderr.flush()


def _read(options: dict[str, Any]) -> tuple[list[PublishedRow], Numbers]:
    given = options["returned"]
    try:
        rows = read_published(options["file"], returned=given)
    except BadFileError as problem:
        raise CommandError(str(problem), returncode=BAD_INPUT) from problem
    returned = max(row.marks for row in rows) if given is None else given
    return rows, _numbers(options, returned)


def _numbers(options: dict[str, Any], returned: int) -> Numbers:
    """Return the numbers, each missing one taken from the next smaller; refuse what does not add up."""
    numbers = {"returned": returned}
    smaller = "returned"
    for name in ("issued", "present", "summoned"):
        numbers[name] = numbers[smaller] if options[name] is None else options[name]
        if numbers[name] < numbers[smaller]:
            reason = _("--%(name)s %(number)d is less than %(smaller)s (%(least)d).")
            values = {"name": name, "number": numbers[name], "smaller": smaller}
            raise CommandError(reason % {**values, "least": numbers[smaller]}, returncode=BAD_INPUT)
        smaller = name
    if not 1 <= returned <= numbers["summoned"] <= MOST_BALLOTS:
        reason = _("From 1 to %d people can be rehearsed.") % MOST_BALLOTS
        raise CommandError(reason, returncode=BAD_INPUT)
    return Numbers(**numbers)


def _rule_set(code: str, base: str | None) -> RuleSet:
    found = rule_sets_to_choose().filter(code=code).first()
    if found is None:
        known = ", ".join(rule_sets_to_choose().values_list("code", flat=True))
        reason = _("There is no rule set “%(code)s”; there are: %(known)s.")
        raise CommandError(reason % {"code": code, "known": known}, returncode=BAD_INPUT)
    return rule_set_with_base(found, base) if base else found


def _require_quorum(numbers: Numbers, rule_set: RuleSet) -> None:
    """Refuse numbers without a quorum before anything is created."""
    numerator, denominator = rule_set.quorum_numerator, rule_set.quorum_denominator
    if numbers.present * denominator < numbers.summoned * numerator:
        reason = _("Only %(present)d of %(summoned)d people are present; %(share)s are needed.")
        share = f"{numerator}/{denominator}"
        values = {"present": numbers.present, "summoned": numbers.summoned, "share": share}
        raise CommandError(reason % values, returncode=BAD_INPUT)


def _compare(rows: list[PublishedRow], found: dict[str, Any]) -> None:
    """Fail unless the counts from the box equal the counts in the file."""
    for row, line in zip(rows, found["lines"], strict=True):
        opened = (line["high"], line["confidence"], line["low"])
        if opened != (row.high, row.medium, row.low):
            raise CommandError(_("The box was opened with other counts in the row “%s”.") % row.row)


def _differences(rows: list[PublishedRow], found: dict[str, Any]) -> Iterator[str]:
    """Return percentages of the file that differ from the rehearsal; usually their base differs."""
    for row, line in zip(rows, found["lines"], strict=True):
        for level, printed in row.shares.items():
            share = line[f"pct_{SUMMARY_NAMES[level]}"]
            if share != printed:
                reason = _("The row “%(row)s” comes out with %(share)s, but the file has %(printed)s.")
                hint = _("Check that --base is the base of the published result.")
                yield f"{reason % {'row': row.row, 'share': share, 'printed': printed}} {hint}"


def _table(found: dict[str, Any]) -> str:
    numbers = ("summoned", "present", "issued", "returned", "base", "fingerprint")
    lines = [f"{name}: {found[name]}" for name in numbers]
    for line in found["lines"]:
        levels = ("high", "confidence", "low")
        marks = "  ".join(f"{line[level]:>5} {line[f'pct_{level}']:>7}" for level in levels)
        lines.append(f"{line['row']:<16} {marks}  blank {line['blank']:>3}  {line['outcome'] or ''}".rstrip())
    return "\n".join([*lines, *(document["file"] for document in found["documents"])])
