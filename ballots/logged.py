"""What the log keeps of this room: entries in the log of a round. Nothing that voters do is watched."""

from django.utils.translation import gettext_lazy as _

from audit.acts import register
from ballots.events import COMPLAINED, KEYS_DESTROYED, KEYS_ERASED, RESTARTED, REWRITTEN, SWEPT
from rounds.entries import code_of

register(code_of(REWRITTEN), _("Order of the ballots erased"))
register(code_of(SWEPT), _("The order of the ballots erased from storage"))
register(code_of(KEYS_DESTROYED), _("The server's keys of the box destroyed"))
register(code_of(KEYS_ERASED), _("The server's keys of the box erased from storage"))
register(code_of(RESTARTED), _("Key ceremony begun anew"))
register(code_of(COMPLAINED), _("Invalid key data in the key ceremony"))
register(code_of("head_asked"), _("Head of the counting team asked to agree"))
register(code_of("head_not_asked"), _("Request to the head withdrawn"))
register(code_of("head_agreed"), _("Head of the counting team agreed"))
