"""Check the log, print its head."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from audit import selectors, verification
from audit.models import ChainLink


class Command(BaseCommand):
    help = (
        "Kiểm tra nhật ký hoặc in mã đầu của nhật ký."
        " (verify: checks every row of the log; head: prints the hash that stands for the log until now; heads: one a day.)"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        verify = what.add_parser("verify", help=_("check every row of the log"))
        verify.add_argument("--head", default="", help=_("a printed head, which the log must hold"))
        heads = what.add_parser("heads", help=_("print one head a day"))
        heads.add_argument("--since", type=date.fromisoformat, help=_("the first day, as 2026-12-31"))
        what.add_parser("head", help=_("print number, moment and hash of the last link"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "head":
            self._print_head(selectors.head())
        elif options["what"] == "heads":
            for head in selectors.heads(since=options["since"]):
                self.stdout.write(f"{head.day} {head.number} {bytes(head.hash).hex()}")
        else:
            self._verify(options["head"])

    def _print_head(self, link: ChainLink | None) -> None:
        if link is None:
            raise CommandError(_("The log is empty."))
        self.stdout.write(f"{link.number} {link.entry.at:%Y-%m-%dT%H:%M:%SZ} {bytes(link.hash).hex()}")

    def _verify(self, printed: str) -> None:
        found = 0
        for fault in verification.faults():
            self.stdout.write(fault)
            found += 1
        if printed and not verification.holds(printed):
            self.stdout.write(_("The log does not hold the printed head: it was cut off or written anew."))
            found += 1
        for decision, rows in verification.destroyed():
            text = _("%(rows)s values were destroyed by decision (entry %(entry)s): %(decision)s")
            names = {"rows": rows, "entry": decision, "decision": selectors.decision_text(decision)}
            self.stdout.write(text % names)
        if found:
            raise CommandError(_("The log is not whole: %(count)d faults.") % {"count": found})
        self.stdout.write(_("The log is whole."))
