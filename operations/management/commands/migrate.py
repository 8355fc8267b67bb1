"""Django's `migrate` as the owner of the tables; afterwards the log watches them, and the application gets its rights."""

from typing import Any

from django.core.management.commands import migrate

from audit import capture
from operations import rights
from operations.owner import as_owner


class Command(migrate.Command):
    """Migrate as the owner, then watch and grant."""

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Run Django's command; watch and grant unless it only reports."""
        with as_owner():
            super().handle(*arguments, **options)
            if not (options["check_unapplied"] or options["plan"]):
                capture.install()
                rights.grant()
