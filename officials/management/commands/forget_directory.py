"""Untie an account from its entry of the agency's directory, as when the person was given a new one."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from officials.accounts.directory_services import forget_directory
from officials.models import User


class Command(BaseCommand):
    help = (
        "Bỏ liên kết giữa một tài khoản và hệ thống đăng nhập chung của cơ quan. Xác minh người yêu cầu trước."
        " (Unties an account from its entry of the agency's directory. Ask who is asking first.)"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help=_("the user name of the account"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            user = User.objects.get(username=options["username"])
        except User.DoesNotExist:
            raise CommandError(_("There is no account named “%s”.") % options["username"]) from None
        if forget_directory(user=user):
            text = _("%(name)s: the next login through the directory ties the account anew.")
        else:
            text = _("%(name)s: the account was not tied to an entry of the directory.")
        self.stdout.write(text % {"name": user.full_name})
