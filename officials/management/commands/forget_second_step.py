"""Remove the second factor of a person who lost the app, the keys and the recovery codes."""

from django.utils.translation import gettext as _

from officials.accounts.services import forget_second_step
from officials.management.account_command import AccountCommand
from officials.models import User


class Command(AccountCommand):
    help = (
        "Xóa bước xác thực thứ hai của một tài khoản. Xác minh người yêu cầu trước khi thực hiện."
        " (Removes authenticator app, keys and recovery codes of one account. Verify the person's identity first.)"
    )

    def act_on(self, user: User) -> str:
        removed = forget_second_step(user=user)
        text = _("%(name)s: %(count)d removed. A new second step is set up at the next login.")
        return text % {"name": user.full_name, "count": removed}
