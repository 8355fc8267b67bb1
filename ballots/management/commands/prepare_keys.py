"""Prepare the keys of an installation before the product starts; can be repeated at any time."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from ballots import envelope, shared_keys
from ballots.keys import KeysMissing
from ballots.models import SharedKey
from ballots.services.moving_keys import move_key_files


class Command(BaseCommand):
    help = (
        "Makes the first envelope key, moves key files of a former release into the database, and says what "
        "this host lacks."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--make",
            action="store_true",
            help="make the first envelope key also for a database server of your own",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with override("en"):
            try:
                self._prepare(may_make=options["make"])
            except KeysMissing as problem:
                raise CommandError(problem.message) from problem

    def _prepare(self, *, may_make: bool) -> None:
        file = Path(settings.ENVELOPE_KEY_FILE)
        if may_make and not file.exists() and not shared_keys.recorded(SharedKey.Name.ENVELOPE):
            envelope.create(file)
        shared_keys.claim()
        if moved := move_key_files(Path(settings.KEYS_DIR)):
            self.stdout.write(f"Rounds whose keys were moved into the database: {moved}")
        for sentence in shared_keys.lacking():
            raise CommandError(sentence)
