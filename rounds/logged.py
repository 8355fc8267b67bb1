"""What the log keeps of this room: its acts."""

from django.utils.translation import gettext_lazy as _

from audit.acts import register

register("roll.import", _("Roll imported from a file"))
