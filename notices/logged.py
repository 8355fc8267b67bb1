"""What the log keeps of this room: its acts. Single notices are rows of their own and not repeated there."""

from django.utils.translation import gettext_lazy as _

from audit.acts import register
from audit.tables import watch
from notices.models import NoticeText

watch(NoticeText, owner="campaign")
register("notices.invite", _("Invitations sent"))
register("notices.resend", _("Notice sent again"))
register("notices.address", _("Address of a notice corrected"))
register("notices.print", _("Notices printed"))
register("notices.hand", _("Notice handed over"))
register("notices.withdraw", _("Notice withdrawn"))
register("notices.reply", _("Answer to an invitation by telephone recorded"))
register("notices.text", _("Text of a notice changed"))
register("notices.stop", _("Sending of notices stopped"))
register("notices.go_on", _("Sending of notices resumed"))
register("notices.test", _("Test mail sent"))
