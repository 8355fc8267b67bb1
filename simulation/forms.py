"""The form with which a secretary starts a rehearsal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rounds.models import Round
from rounds.selectors import summoned_and_present
from simulation.models import FEWEST_VOTERS, MOST_VOTERS
from simulation.services.copying import WantedRehearsal

USUAL_VOTERS = 25  # where the roll is empty
PROGRAM, PEOPLE = "program", "people"


def _choice(label: Any, program: Any, people: Any, hint: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[(PROGRAM, program), (PEOPLE, people)],
        initial=PROGRAM,
        widget=forms.RadioSelect,
        help_text=hint,
    )


class RehearseForm(forms.Form):
    """How many voters the program plays, and what people do themselves."""

    voters = forms.IntegerField(
        label=_("Simulated voters"),
        min_value=FEWEST_VOTERS,
        max_value=MOST_VOTERS,
        help_text=_(
            "The people on the roll are neither told nor asked; the program votes for so many others."
        ),
    )
    team = _choice(
        _("The counting team"),
        _("The program plays the members"),
        _("The members of this round take part on their own devices"),
        _("Members who take part are told by mail, and find the rehearsal on their start page."),
    )
    desk = _choice(
        _("Steps of the secretary"),
        _("The program takes them, from the opening to the documents"),
        _("I take them myself, on the desk of the rehearsal"),
        _(
            "If you take them: record all simulated voters as present, open the vote, and close it once all have voted."
        ),
    )

    def __init__(self, data: Any, *, round_: Round) -> None:
        summoned, _present = summoned_and_present(round_)
        usual = min(max(summoned or USUAL_VOTERS, FEWEST_VOTERS), MOST_VOTERS)
        super().__init__(data, initial={"voters": usual})

    def wanted(self) -> WantedRehearsal:
        """Return what was chosen."""
        return WantedRehearsal(
            voters=self.cleaned_data["voters"],
            has_real_team=self.cleaned_data["team"] == PEOPLE,
            is_conducted=self.cleaned_data["desk"] == PEOPLE,
        )
