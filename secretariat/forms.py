"""Forms of the desk."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from rounds.models import Round


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


class RoundChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Rounds to tick, each with title, unit and the time of its meeting."""

    def label_from_instance(self, obj: Round) -> str:
        when = obj.meets_at or obj.opens_at
        told = date_format(localtime(when), "SHORT_DATETIME_FORMAT") if when else ""
        return " · ".join(filter(None, (obj.title, obj.unit.name, told)))


class ResumeForm(forms.Form):
    """The restored rounds that go on; all are ticked at first."""

    rounds = RoundChoices(
        label=_("These votes go on"),
        queryset=Round.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick at least one vote that goes on."),
            "invalid_choice": _(
                "One of these votes has been resumed or cancelled meanwhile. Look at the list again."
            ),
        },
    )

    def __init__(self, data: Any, *, rounds: QuerySet[Round]) -> None:
        super().__init__(data, initial={"rounds": rounds})
        self.fields["rounds"].queryset = rounds  # type: ignore[attr-defined]
