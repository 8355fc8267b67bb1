"""The words of the desk: steps of the day, actions with their consequence, events of the diary."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rounds.models import Round

State = Round.State
Text = str | Promise


@dataclass(frozen=True, slots=True)
class Action:
    """One button: what it does, and what cannot be undone about it."""

    name: str
    label: Text
    explanation: Text
    consequence: Text
    confirm: Text


ACTIONS: Mapping[str, Action] = {
    action.name: action
    for action in (
        Action(
            "seal",
            _("Seal the round"),
            _("Sealing freezes ballot, roll, counting team and times. Then the team locks the box."),
            _("Nothing of it can be changed afterwards, only cancelled with a reason."),
            _("Yes, seal it"),
        ),
        Action(
            "resume",
            _("Let the vote go on"),
            _(
                "The server was restored from a backup. Ballots taken or cast after the backup are not here, "
                "and this round waits. It may go on only if its box had not been closed after the backup; "
                "if it had been, or if you cannot know, cancel the round and hold a new one."
            ),
            _(
                "Ask everybody who has voted to open the ballot page again on the same device: it puts a lost "
                "ballot back by itself. Numbers that do not add up in the end stop the count."
            ),
            _("Yes, the box had not been closed; go on"),
        ),
        Action(
            "open",
            _("Open the vote"),
            _("From now on voters on the roll receive their ballot and cast it."),
            _("Once open, a vote can only be closed or cancelled."),
            _("Yes, open the vote"),
        ),
        Action(
            "end_issuing",
            _("End the issuing of ballots"),
            _("No more ballots are issued. Who holds a ballot may still cast it for a short while."),
            _("Whoever has taken no ballot by now cannot vote any more."),
            _("Yes, end the issuing"),
        ),
        Action(
            "close",
            _("Close the box"),
            _("The box takes no more ballots, its fingerprint is fixed and the counting begins."),
            _("A closed box is never opened again for voting."),
            _("Yes, close the box"),
        ),
        Action(
            "publish",
            _("Publish the result"),
            _("The result becomes readable in the scope that was sealed: %(scope)s."),
            _("What people have read cannot be taken back."),
            _("Yes, publish"),
        ),
        Action(
            "archive",
            _("Archive the round"),
            _("The round is put away. Its result stays readable for those entitled."),
            _("An archived round is finished."),
            _("Yes, archive"),
        ),
    )
}

STEPS: Mapping[str, Text] = {
    State.DRAFT: _("Prepare and seal"),
    State.FROZEN: _("Lock the box, count who is present"),
    State.OPEN: _("Issue and cast ballots"),
    State.CLOSED: _("Count and open the box"),
    State.COUNTED: _("Sign the minutes"),
    State.CERTIFIED: _("Minutes and report"),
    State.PUBLISHED: _("Publish"),
}

EVENTS: Mapping[str, Text] = {
    State.FROZEN: _("Round sealed"),
    State.OPEN: _("Vote opened"),
    State.CLOSED: _("Box closed"),
    State.COUNTED: _("Box opened, votes counted"),
    State.CERTIFIED: _("Minutes signed, count certified"),
    State.PUBLISHED: _("Result published"),
    State.ARCHIVED: _("Round archived"),
    State.CANCELLED: _("Round cancelled"),
    "keyed": _("Box locked by the counting team"),
    "attendance": _("Number of people present recorded"),
    "restored": _("Server restored from a backup of this moment"),
    "resumed": _("Vote goes on after the restore"),
    "issuing_ended": _("Issuing of ballots ended"),
    "rewritten": _("Order of the ballots erased"),
    "swept": _("Traces of the order removed from storage"),
    "ceremony_restarted": _("Key ceremony begun anew"),
    "ceremony_complaint": _("Complaint in the key ceremony"),
    "numbers": _("Numbers do not add up"),
    "documents": _("A document could not be made"),
}

MEMBER_DONE: Mapping[str, Text] = {
    State.FROZEN: _("has confirmed the code"),
    State.CLOSED: _("has helped to open the box"),
    State.COUNTED: _("has signed the minutes"),
    State.CERTIFIED: _("has signed the minutes"),
    State.PUBLISHED: _("has signed the minutes"),
}
MEMBER_MISSING: Mapping[str, Text] = {
    State.FROZEN: _("has not confirmed the code yet"),
    State.CLOSED: _("has not helped to open the box yet"),
    State.COUNTED: _("has not signed the minutes yet"),
    State.CERTIFIED: _("has not signed the minutes"),
    State.PUBLISHED: _("has not signed the minutes"),
}
