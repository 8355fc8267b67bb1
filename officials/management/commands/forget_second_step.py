"""Remove the second factor of a person that lost app, keys and recovery codes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from officials.accounts.services import forget_second_step
from officials.models import User


class Command(BaseCommand):
    help = (
        "Xóa bước xác thực thứ hai của một tài khoản. Xác minh người yêu cầu trước khi thực hiện."
        " (Removes authenticator app, keys and recovery codes of one account. Ask who is asking first.)"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help=_("the user name of the account"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            user = User.objects.get(username=options["username"])
        except User.DoesNotExist:
            raise CommandError(_("There is no account named “%s”.") % options["username"]) from None
        removed = forget_second_step(user=user)
        text = _("%(name)s: %(count)d removed. A new second step is set up at the next login.")
        self.stdout.write(text % {"name": user.full_name, "count": removed})
