"""Django's `migrate` as the owner of the tables; afterwards triggers watch and protect them."""

from typing import Any

from django.core.management.commands import migrate

from approvals import protection
from audit import capture
from operations import rights
from operations.owner import as_owner


class Command(migrate.Command):
    """Migrate as the owner, then watch, protect and grant."""

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Run Django's command; watch, protect and grant unless it only reports."""
        with as_owner():
            super().handle(*arguments, **options)
            if not (options["check_unapplied"] or options["plan"]):
                capture.install()
                protection.install()
                rights.grant()
