"""Record this host's `SECRET_KEY` as that of the installation, after it was changed on purpose."""

from typing import Any

from django.core.management.base import BaseCommand

from ballots import shared_keys
from ballots.models import SharedKey


class Command(BaseCommand):
    help = "Records this host's SECRET_KEY as that of all hosts. Give it to the other hosts first, then restart them."

    def handle(self, *args: Any, **options: Any) -> None:
        shared_keys.replace(SharedKey.Name.SECRET, shared_keys.secret_fingerprint())
        self.stdout.write("Recorded. Everybody must log in again.")
