"""Tables and acts of this room that the log records. Rows of imports are not watched: what they write is."""

from django.utils.translation import gettext_lazy as _

from audit.acts import register
from audit.tables import watch
from lists.models import ListImport, RememberedHeading

watch(ListImport, left_out=["content", "options", "found", "plan_hash", "trouble", "language"])
watch(RememberedHeading)

register("list.upload", _("List uploaded"))
register("list.import", _("List taken over from a file"))
register("list.undo", _("Import of a list undone"))
register("list.headings", _("Headings of lists remembered"))
register("list.clear", _("Old imports of lists cleared"))
