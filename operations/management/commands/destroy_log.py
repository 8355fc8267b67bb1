"""Destroy values of the log by a decision; the chain and the decision stay."""

import datetime
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import override

from audit import selectors
from audit.services import destroy_values
from officials.selectors import account_of_name
from operations.owner import as_owner


class Command(BaseCommand):
    help = "Destroys values of the log (what was before and after, reasons, names) by a decision; entries and hashes stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--decision", required=True, help="number and date of the decision, and who decided"
        )
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--round", type=UUID, help="of the entries about this round (id)")
        which.add_argument("--account", help="of the entries about this account (user name)")
        which.add_argument("--until", type=datetime.date.fromisoformat, help="of all entries until this day")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["decision"].strip():
            raise CommandError("Enter number and date of the decision.")
        with override("en"), as_owner():
            details = selectors.details_to_destroy(
                round_id=options["round"], account=_account(options["account"]), until=options["until"]
            )
            count = destroy_values(decision=options["decision"].strip(), details=details)
            if not connection.in_atomic_block:
                with connection.cursor() as cursor:
                    cursor.execute("VACUUM (FULL) audit_value")
        self.stdout.write(f"{count} values are destroyed. Backups and dumps made before still hold them.")


def _account(name: str | None) -> int | None:
    if name is None:
        return None
    account = account_of_name(name)
    if account is None:
        raise CommandError(f"There is no account named {name}.")
    return account.pk
