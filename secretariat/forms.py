"""Forms of the desk."""

import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from officials.models import User
from officials.names import folded
from rounds.models import Round
from rounds.told import begins
from secretariat.fields import MomentField
from secretariat.printing import EIGHT, ONE, ORDERS


class AttendanceForm(forms.Form):
    """The number that the secretary counts in the hall, and when the meeting began."""

    present = forms.IntegerField(label=_("People present"), min_value=0, max_value=100_000)
    began = forms.TimeField(
        label=_("Meeting began at"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        help_text=_("Correct the planned hour if it was another; the documents print this one."),
    )

    def clean_began(self) -> datetime.datetime | None:
        """Return today at that hour."""
        hour = self.cleaned_data["began"]
        today = timezone.localdate()
        return timezone.make_aware(datetime.datetime.combine(today, hour)) if hour else None


class CorrectionForm(forms.Form):
    """Another number of people present after closing; the head of the counting team agrees to it."""

    present = forms.IntegerField(label=_("People present"), min_value=0, max_value=100_000)
    reason = forms.CharField(
        label=_("Why the number is corrected"),
        max_length=300,
        error_messages={"required": _("Say why the number of people present is corrected.")},
    )


class RefusalForm(forms.Form):
    """Why the second person refuses."""

    answer = forms.CharField(
        label=_("Why you refuse it"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why this is refused.")},
    )


class CancelForm(forms.Form):
    """The reason for cancelling a round, kept in its log, and its title, so that no slip cancels it."""

    reason = forms.CharField(
        label=_("Why the round is cancelled"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why the round is cancelled.")},
    )
    title = forms.CharField(
        label=_("Title of the round, typed again"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type the title of the round that is to be cancelled.")},
    )

    def __init__(self, *args: object, round_: Round, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.round = round_

    def clean_title(self) -> str:
        """Refuse any other title; capitals, accents in either form and spaces do not matter."""
        title: str = self.cleaned_data["title"]
        if folded(title) != folded(self.round.title):
            raise forms.ValidationError(
                gettext("This is not the title of this round: %(title)s.") % {"title": self.round.title}
            )
        return title


class PostponeForm(forms.Form):
    """Another time of an announced meeting, and why; everybody on the roll is told both."""

    meets_at = MomentField(
        label=_("The meeting now begins at"),
        help_text=_("Opening and closing of the vote move with it."),
        error_messages={"required": _("Enter the new time of the meeting.")},
    )
    reason = forms.CharField(
        label=_("Why the meeting is postponed"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why the meeting is postponed.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="postpone_%s")

    def clean_meets_at(self) -> datetime.datetime:
        """Refuse a time that has passed."""
        moment: datetime.datetime = self.cleaned_data["meets_at"]
        if moment <= timezone.now():
            raise forms.ValidationError(gettext("The new time of the meeting has passed already."))
        return moment


class WithdrawForm(forms.Form):
    """Why an announcement is withdrawn; everybody who was told of the meeting is told this."""

    reason = forms.CharField(
        label=_("Why the announcement is withdrawn"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why the announcement is withdrawn.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="withdraw_%s")


class UnannouncedForm(forms.Form):
    """Why a round is frozen that was not announced."""

    reason = forms.CharField(
        label=_("Why it is frozen without being announced first"),
        help_text=_("Stands in the log of the round."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why the round is frozen without being announced first.")},
    )


class RoundChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Rounds to tick, each with title, unit and the time of its meeting."""

    def label_from_instance(self, obj: Round) -> str:
        when = begins(obj)
        told = date_format(timezone.localtime(when), "SHORT_DATETIME_FORMAT") if when else ""
        return " · ".join(filter(None, (obj.title, obj.unit.name, told)))


CHANGED_MEANWHILE = _("One of these votes has been resumed or cancelled meanwhile. Look at the list again.")


class ResumeForm(forms.Form):
    """The restored rounds that go on; all are ticked at first.

    A long list shows its first rounds only; its button sends the number of all that wait.
    """

    SHOWN = 100

    rounds = RoundChoices(
        label=_("These votes go on"),
        queryset=Round.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": CHANGED_MEANWHILE},
    )
    everything = forms.IntegerField(required=False)  # sent by a button

    def __init__(self, data: Any, *, rounds: QuerySet[Round]) -> None:
        shown = list(rounds[: self.SHOWN])
        super().__init__(data, initial={"rounds": [round_.pk for round_ in shown]})
        self.waiting = rounds
        self.more = rounds.count() - len(shown) if len(shown) == self.SHOWN else 0
        field: Any = self.fields["rounds"]
        field.queryset = self.waiting
        field.choices = [(round_.pk, field.label_from_instance(round_)) for round_ in shown]

    @property
    def total(self) -> int:
        """The number of all rounds that wait."""
        return len(self.initial["rounds"]) + self.more

    def clean(self) -> dict[str, Any]:
        """Put the rounds that go on into `rounds`."""
        cleaned: dict[str, Any] = self.cleaned_data
        if cleaned.get("everything") is not None:
            cleaned["rounds"] = list(self.waiting)
            if len(cleaned["rounds"]) != cleaned["everything"]:
                self.add_error("rounds", CHANGED_MEANWHILE)
        elif "rounds" in cleaned and not cleaned["rounds"]:
            self.add_error("rounds", _("Tick at least one vote that goes on."))
        return cleaned


class PeopleChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """People by name, user name and unit."""

    def label_from_instance(self, user: Any) -> str:
        return f"{user} ({user.username})" + (f" – {user.unit}" if user.unit else "")


class LoginCardsForm(forms.Form):
    """The people for whom cards are printed; those without a card are ticked at first."""

    people = PeopleChoices(
        label=_("Cards for"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick at least one person."),
            "invalid_choice": _("One of these people cannot get a card now. Load the page again."),
        },
    )

    order = forms.ChoiceField(label=_("Order"), choices=ORDERS, required=False)
    per_page = forms.ChoiceField(
        label=_("On each page"),
        choices=[(EIGHT, _("eight cards, to cut")), (ONE, _("one card, for an envelope"))],
        required=False,
    )

    def __init__(self, data: Any, *, people: QuerySet[User], chosen: list[int]) -> None:
        super().__init__(data, initial={"people": chosen})
        self.fields["people"].queryset = people  # type: ignore[attr-defined]
