"""Create the demonstration data once and print its accounts."""

import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from operations.embedded.preparation import table
from simulation.demo import agency, scenes
from simulation.rehearsal.client import RefusedError
from simulation.rehearsal.play import WorkerTimeout
from simulation.rehearsal.workers import NoWorkerError


class Command(BaseCommand):
    help = (
        "Dựng một cơ quan giả định với năm hội nghị để dùng thử và in ra các tài khoản."
        " (Makes a fictional agency with five rounds to try everything with, and prints its accounts.)"
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help=_("print accounts and rounds as JSON"))

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            found = self._make()
        except (RefusedError, WorkerTimeout, NoWorkerError) as problem:
            raise CommandError(str(problem)) from problem
        except agency.DataPresent as problem:
            message = _("The database holds data of an agency, so no demonstration data was made.")
            raise CommandError(message) from problem
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(table(found["accounts"]))

    def _make(self) -> dict[str, Any]:
        demo = agency.demo_agency()
        # The short scenes first, so that an interrupted run still leaves data.
        drafts = [*scenes.prepared(demo), scenes.announced(demo)]
        open_round = scenes.open_to_vote(demo, self.report)
        published = scenes.published(demo, self.report)
        rounds = [published, open_round, *drafts]
        for round_ in rounds:
            round_.refresh_from_db()
        return {
            "accounts": accounts(),
            "password": agency.PASSWORD,
            "recovery": str(scenes.recovery_folder()),
            "passphrase": scenes.PASSPHRASE,
            "rounds": [{"id": str(r.pk), "title": r.title, "state": r.state} for r in rounds],
            "until": open_round.closes_at.timestamp() if open_round.closes_at else 0,
        }

    def report(self, text: str) -> None:
        """Report progress on stderr, so that stdout stays clean for `--json`."""
        self.stderr.write(text, self.style.NOTICE)
        self.stderr.flush()


def accounts() -> list[dict[str, str]]:
    """Return one row for each kind of person, for the table printed at the start."""
    free = len(agency.VOTERS) - scenes.EARLY_VOTERS
    recovery = _("Recovery files in %(folder)s, passphrase: %(passphrase)s") % {
        "folder": scenes.recovery_folder(),
        "passphrase": scenes.PASSPHRASE,
    }
    rows = [
        (
            _("Secretary"),
            "thuky",
            _("Freeze the draft; go to the desk of the open and of the announced round"),
        ),
        (_("Secretary of the ministry"), "thukybo", _("Change the regulations; keep every unit")),
        (_("Voter"), "nguoighiphieu1", _("Vote; so can nguoighiphieu2 to nguoighiphieu%d") % free),
        (_("Counting team, head"), "kiemphieu1", recovery),
        (_("Counting team, member"), "kiemphieu2", ""),
        (_("Counting team, member"), "kiemphieu3", ""),
        (_("Official"), "canbo", _("See the own dossier and a matter to clarify; read the published result")),
        (_("Leader"), "lanhdao", _("Read the published result")),
        (_("Authority"), "capquanly", _("Read result and report")),
        (_("Auditor"), "giamsat", _("Read results and minutes")),
    ]
    return [
        {"role": role, "account": name, "password": agency.PASSWORD, "note": note}
        for role, name, note in rows
    ]
