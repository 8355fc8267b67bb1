"""The envelope keys of this host: add one, show them, seal with the newest, forget the former ones."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from ballots import envelope, shared_keys
from ballots.envelope import NO_KEYS
from ballots.keys import KeysMissing
from ballots.models import SharedKey
from ballots.services import rotating


class Command(BaseCommand):
    help = "Works on the envelope keys of this host (docs/operations.md, Keys)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("make", help="add a new key to the file of this host")
        actions.add_parser("show", help="list the keys by their ids, never the keys themselves")
        rotate = actions.add_parser(
            "rotate", help="seal the keys of all boxes under the newest key of the file"
        )
        rotate.add_argument(
            "--leave-unreadable", action="store_true", help="go on although the key of some boxes is lost"
        )
        actions.add_parser("forget", help="remove keys that seal nothing any more from the file of this host")

    def handle(self, *args: Any, **options: Any) -> None:
        file = Path(settings.ENVELOPE_KEY_FILE)
        with override("en"):
            try:
                getattr(self, f"_{options['action']}")(file, options)
            except KeysMissing as problem:
                raise CommandError(str(problem)) from problem
            except OSError as problem:
                raise CommandError(f"{file} cannot be written: {problem.strerror}.") from problem

    def _make(self, file: Path, _options: dict[str, Any]) -> None:
        ring = shared_keys.envelope_keys() if file.exists() else NO_KEYS
        made = ring.with_new()
        envelope.write(file, made)
        self.stdout.write(
            f"{file} holds the new key {made.newest}. Copy the file to every host, then: rotate."
        )

    def _show(self, file: Path, _options: dict[str, Any]) -> None:
        ring, boxes = shared_keys.envelope_keys(), rotating.sealing()
        in_use = shared_keys.recorded(SharedKey.Name.ENVELOPE)
        for name in {**ring.keys, **boxes}:
            seals = ", seals new boxes" if name == in_use else ""
            lacks = "" if name in ring.keys else f", MISSING in {file}"
            self.stdout.write(f"{name}: boxes {boxes.get(name, 0)}{seals}{lacks}")

    def _rotate(self, _file: Path, options: dict[str, Any]) -> None:
        done = rotating.rotate(leave_unreadable=options["leave_unreadable"])
        self.stdout.write(f"{done.key_id} seals from now on; boxes sealed again: {done.rewrapped}.")
        if done.left:
            self.stdout.write(f"Boxes that cannot be opened, since their key is lost: {done.left}.")

    def _forget(self, file: Path, _options: dict[str, Any]) -> None:
        ring = shared_keys.envelope_keys()
        gone = rotating.unused(ring)
        if gone:
            envelope.write(file, ring.only(set(ring.keys) - set(gone)))
        self.stdout.write(f"Removed from {file}: {', '.join(gone) or 'nothing'}.")
