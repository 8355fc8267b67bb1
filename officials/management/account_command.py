"""Base class of the management commands that act on one account."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from officials.models import User
from officials.selectors import account_of_name


class AccountCommand(BaseCommand):
    """Take a user name, act on that account and print what was done."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help=_("the user name of the account"))

    def handle(self, *args: Any, **options: Any) -> None:
        user = account_of_name(options["username"])
        if user is None:
            raise CommandError(_("There is no account named “%s”.") % options["username"])
        self.stdout.write(self.act_on(user))

    def act_on(self, user: User) -> str:
        """Act on the account; return the sentence to print."""
        raise NotImplementedError
