"""Words that several rows of the table of steps share."""

from django.utils.translation import gettext_lazy as _

from rounds.steps.rows import Words

DESK = _("Go to the desk")
SEE_BALLOT = _("See my ballot")
SEE_MINUTES = _("See the minutes")
COMPLETE = _("The vote is complete.")
NOT_PUBLISHED = _("The result is not published yet.")
CANCELLED = Words(link=_("See why"), todo=_("The vote was cancelled."), is_over=True)
