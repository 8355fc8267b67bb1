"""Destroy the server's keys of an archived round by a decision."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from ballots.errors import BallotError
from ballots.services.destroying import destroy_keys, erase_destroyed
from rounds.models import Round

AFTER = """\
The server's keys of {} are destroyed; the log of the round holds the decision. What remains to be done:
- destroy backups and dumps that hold them, or change the envelope key (envelope_key make, rotate, forget);
- restart web servers and workers, which may have the keys in their memory;
- let the members of the counting team destroy their keys: device copies, files and sheets."""

STILL_READ = """\
An older transaction goes on, such as a dump, so the file of the table still holds the sealed keys. A worker erases
them within a minute after it has ended, and the log of the round says so."""
PATIENCE = 60.0


class Command(BaseCommand):
    help = "Destroys the server's keys of an archived round: its ballots can never be decrypted again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("round", type=UUID, help="the id of the round, from the address of its desk")
        parser.add_argument("--decision", help="number and date of the decision; asked for if not given")

    def handle(self, *args: Any, **options: Any) -> None:
        decision = options["decision"]
        if decision is None:
            decision = input("Number and date of the decision: ")
        with override("en"):
            try:
                round_ = destroy_keys(round_id=options["round"], decision=decision)
            except Round.DoesNotExist:
                raise CommandError(f"There is no round {options['round']}.") from None
            except BallotError as refusal:
                raise CommandError(str(refusal)) from refusal
        is_gone = erase_destroyed(patience=PATIENCE)
        self.stdout.write(AFTER.format(round_))
        if not is_gone:
            self.stderr.write(STILL_READ)
