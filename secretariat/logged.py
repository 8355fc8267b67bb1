"""The acts of this room that the log keeps. What a person saves and chooses for the own lists is not watched."""

from django.utils.translation import gettext_lazy as _

from audit.acts import register

register("list.edit", _("Many changed in one act"))
register("list.export", _("List exported"))
register("list.print", _("List printed"))
