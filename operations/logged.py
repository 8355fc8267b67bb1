"""What the log keeps that no other room owns: restores, and entries that Django's admin wrote in former releases."""

from django.utils.translation import gettext_lazy as _

from audit.acts import register

register("former.add", _("Added (history of a former release)"))
register("former.change", _("Changed (history of a former release)"))
register("former.remove", _("Removed (history of a former release)"))
register("system.restore", _("Installation restored from a backup of this moment"))
