"""`createsuperuser` with its questions in one language: half of Django's are English only."""

from typing import Any

from django.contrib.auth.management.commands import createsuperuser
from django.utils.translation import override


class Command(createsuperuser.Command):
    """Django's command, asking in English."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        with override("en"):
            return super().handle(*args, **options)
