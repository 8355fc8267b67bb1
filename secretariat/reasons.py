"""The field for the reason of a change to a round of which people know."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rounds.models import Round
from rounds.states import Part, needs_reason

NAME = "reason"
MISSING = _("People know of this round. Say why it is changed; those concerned are told the reason.")


def reason_field(*, required: bool = True) -> forms.CharField:
    """Return a new field."""
    return forms.CharField(
        label=_("Why it is changed after being announced"),
        help_text=_("Stands in the log of the round; those whom the change concerns are told."),
        required=required,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": MISSING},
    )


class ReasonForm(forms.Form):
    """The reason alone, for pages without another form."""

    reason = reason_field()


def reason_form(request: HttpRequest, round_: Round) -> ReasonForm | None:
    """Return the form of the reason for changing the roll, with what was typed; None where no reason is needed."""
    if not needs_reason(round_.state, Part.ROLL):
        return None
    return ReasonForm(request.POST if request.method == "POST" else None)


def reason_given(request: HttpRequest) -> str:
    """Return the reason that was typed; the service cuts spaces and refuses an empty one."""
    return request.POST.get(NAME, "").replace("\0", "")[:500]
