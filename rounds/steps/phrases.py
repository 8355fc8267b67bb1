"""Words that several rows of the table of steps share."""

from django.utils.translation import gettext_lazy as _

from rounds.steps.rows import Words

DESK = _("Go to the desk")
SEE_BALLOT = _("See my ballot")
SEE_MINUTES = _("See the minutes")
COMPLETE = _("The vote is complete.")
NOT_PUBLISHED = _("The result is not published yet.")
ANNOUNCED = Words(
    link=_("Read the files"),
    todo=_("You are summoned. Read the list and the dossiers before the meeting."),
    todo_late=_("The vote is not open yet; it waits for the secretary."),
    todo_missed=_("The vote was not held in its time."),
)
REHEARSED = Words(
    link=DESK, todo=_("The rehearsal is complete. Look at minutes and report, then delete the rehearsal.")
)
CANCELLED = Words(link=_("See why"), todo=_("The vote was cancelled."), is_over=True)
RESUME = Words(
    label=_("Resume the vote"),
    explanation=_(
        "The server was restored from a backup. Ballots taken or cast after the backup are lost "
        "here, and this round is paused. Resume it only if its box had not been closed after the "
        "backup. If it had been, or if you do not know, cancel the round and hold a new one."
    ),
    warning=_(
        "Ask everyone who has voted to open the ballot page again on the same device: the page then "
        "sends a lost ballot again. If the numbers do not add up in the end, the count stops."
    ),
    confirm=_("Yes, the box had not been closed; resume the vote"),
    link=DESK,
    todo=_("The counting team locks the box, then you open."),
)
