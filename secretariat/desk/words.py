"""Sentences of the entries in the log of a round."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rounds import steps

Text = str | Promise

# Entries that no step writes; the others stand in the table of steps.
ENTRIES: Mapping[str, Text] = {
    **steps.entries(),
    "restored": _("Server restored from a backup of this moment"),
    "rewritten": _("Order of the ballots erased"),
    "swept": _("The order of the ballots erased from storage"),
    "keys_destroyed": _("The server's keys of the box destroyed by decision"),
    "ceremony_restarted": _("Key ceremony begun anew"),
    "ceremony_complaint": _("Invalid key data in the key ceremony"),
    "countdown": _("Countdown to the opening of the vote"),
    "countdown_over": _("Countdown ended: something is missing again"),
    "countdown_stopped": _("Countdown stopped; the vote is opened by hand"),
    "head_asked": _("Head of the counting team asked to agree"),
    "head_not_asked": _("Request to the head withdrawn"),
    "head_agreed": _("Head of the counting team agreed"),
    "numbers": _("Numbers do not add up"),
    "supplemented": _("Document added to a dossier after freezing"),
    "cards_printed": _("Login cards printed"),
    "reader_added": _("Another person can read the result"),
    "documents": _("A document could not be made"),
}
