"""For somebody who lost app, keys and recovery codes: the password alone opens the account again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from officials.accounts.services import forget_second_step
from officials.models import User


class Command(BaseCommand):
    help = "Removes authenticator app, keys and recovery codes of one account. Ask who is asking first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="the user name of the account")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            user = User.objects.get(username=options["username"])
        except User.DoesNotExist:
            raise CommandError(f"There is no account named {options['username']!r}.") from None
        removed = forget_second_step(user=user)
        self.stdout.write(f"{user.full_name}: {removed} removed. They set up a new second step at login.")
