"""Forms of the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AttendanceForm(forms.Form):
    """The numbers that the secretary counts in the hall."""

    present = forms.IntegerField(label=_("People present"), min_value=0, max_value=100_000)
    exchanged = forms.IntegerField(
        label=_("Ballots exchanged"), min_value=0, max_value=100_000, required=False, initial=0
    )
    withdrawn = forms.IntegerField(
        label=_("Ballots withdrawn"), min_value=0, max_value=100_000, required=False, initial=0
    )


class CancelForm(forms.Form):
    """The reason for cancelling a round; kept in its log."""

    reason = forms.CharField(
        label=_("Why the round is cancelled"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why the round is cancelled.")},
    )
