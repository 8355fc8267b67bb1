"""What the log keeps of rehearsals: that they were held and deleted, in the log of the round they were copied from."""

from django.utils.translation import gettext_lazy as _

from audit.acts import register
from rounds.entries import code_of

HELD, DELETED = "rehearsed", "rehearsal_deleted"

register("rehearsal.make", _("Rehearsal made"))
register("rehearsal.stop", _("Rehearsal stopped"))
register("rehearsal.resume", _("Rehearsal taken up again"))
register("rehearsal.delete", _("Rehearsal deleted"))
register(code_of(HELD), _("Rehearsal begun on a copy"))
register(code_of(DELETED), _("Rehearsal deleted"))
