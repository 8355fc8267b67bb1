"""Untie an account from its entry of the agency's directory, as when the person was given a new one."""

from django.utils.translation import gettext as _

from officials.accounts.directory_services import forget_directory
from officials.management.account_command import AccountCommand
from officials.models import User


class Command(AccountCommand):
    help = (
        "Bỏ liên kết giữa một tài khoản và hệ thống đăng nhập chung của cơ quan. Xác minh người yêu cầu trước."
        " (Unties an account from its entry of the agency's directory. Verify the person's identity first.)"
    )

    def act_on(self, user: User) -> str:
        if forget_directory(user=user):
            text = _("%(name)s: the next login through the directory ties the account anew.")
        else:
            text = _("%(name)s: the account was not tied to an entry of the directory.")
        return text % {"name": user.full_name}
