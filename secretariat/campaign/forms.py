"""Forms of the rounds that are made from the plan."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials.names import plain_text
from rounds.models import BatchItem, RuleSet
from rounds.proposals.proposed import Proposed, ProposedVoter
from rounds.services.preparing import MeetingHours
from secretariat.fields import DayField, MomentField

HOURS = MeetingHours()
HOUR_FORMATS = ("%H:%M", "%Hh%M", "%H.%M", "%Hh")
FIELDS = ("title", "place", "meets_at", "opens_at", "closes_at")


def _hour(label: Any, initial: Any) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"placeholder": _("hours:minutes"), "size": 8})
    return forms.TimeField(label=label, initial=initial, widget=widget, input_formats=HOUR_FORMATS)


class PrepareForm(forms.Form):
    """What holds for all rounds that are made; each can be corrected afterwards."""

    rule_set = forms.ModelChoiceField(
        label=gettext_lazy("Rule set"), queryset=RuleSet.objects.none(), empty_label=None
    )
    day = DayField(
        label=gettext_lazy("Day of the meetings"),
        required=False,
        help_text=gettext_lazy("For meetings to which the plan gives no day. Empty: entered later."),
    )
    place = forms.CharField(
        label=gettext_lazy("Place of the meetings"),
        required=False,
        max_length=200,
        validators=[plain_text],
        help_text=gettext_lazy("Empty if each unit meets in its own place."),
    )
    meets = _hour(gettext_lazy("Meeting begins at"), HOURS.meets)
    opens = _hour(gettext_lazy("Vote opens at"), HOURS.opens)
    closes = _hour(gettext_lazy("Vote closes at"), HOURS.closes)

    def __init__(self, data: Any, *, rule_sets: QuerySet[RuleSet], rule_set: int | None) -> None:
        super().__init__(data, initial={"rule_set": rule_set})
        self.fields["rule_set"].queryset = rule_sets  # type: ignore[attr-defined]

    def clean_day(self) -> datetime.date | None:
        """Refuse a day that has passed: all meetings would have to be corrected one by one."""
        day: datetime.date | None = self.cleaned_data["day"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("This day has passed already."))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse hours that do not follow each other."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        meets, opens, closes = (cleaned.get(name) for name in ("meets", "opens", "closes"))
        if meets and opens and meets > opens:
            self.add_error("opens", _("A meeting cannot begin after the vote opens."))
        if opens and closes and opens >= closes:
            self.add_error("closes", _("A round must close after it opens."))
        return cleaned

    def hours(self) -> MeetingHours:
        return MeetingHours(*(self.cleaned_data[name] for name in ("meets", "opens", "closes")))


class ItemForm(forms.ModelForm):  # type: ignore[type-arg]
    """The corrections of one round before it is made: title, place, times, and people who are left out.

    Of the voters it has those of one page; the others stay as they are.
    """

    class Meta:
        model = BatchItem
        fields = FIELDS
        field_classes = dict.fromkeys(("meets_at", "opens_at", "closes_at"), MomentField)
        widgets = dict.fromkeys(("meets_at", "opens_at", "closes_at"), MomentField.widget)

    def __init__(
        self, data: Any, *, instance: BatchItem, proposed: Proposed, voters: Iterable[ProposedVoter]
    ) -> None:
        super().__init__(data, instance=instance)
        for name, label, people in _people(proposed, voters):
            if people:
                self.fields[name] = forms.TypedMultipleChoiceField(
                    label=label,
                    choices=people,
                    coerce=int,
                    required=False,
                    initial=[pk for pk, _words in people if pk not in getattr(instance, LEFT_OUT[name])],
                    widget=forms.CheckboxSelectMultiple,
                )

    def values(self) -> dict[str, Any]:
        """Return what the service writes; people who are not ticked are left out."""
        values = {name: self.cleaned_data[name] for name in FIELDS}
        for name, column in LEFT_OUT.items():
            if name in self.fields:
                offered = self.offered(name)
                before = [pk for pk in getattr(self.instance, column) if pk not in offered]
                values[column] = before + [pk for pk in offered if pk not in self.cleaned_data[name]]
        return values

    def offered(self, name: str) -> list[int]:
        """Return ids of the people of a field."""
        field: Any = self.fields.get(name)
        return [pk for pk, _words in field.choices] if field else []

    @property
    def shown(self) -> list[int]:
        """Return ids of the voters of this page, which the form sends back."""
        return self.offered("voters")


LEFT_OUT = {"lines": "without_officials", "voters": "without_voters", "members": "without_members"}


def _people(
    proposed: Proposed, shown: Iterable[ProposedVoter]
) -> list[tuple[str, Any, list[tuple[int, str]]]]:
    """Return the people who can be left out, with the words that tell namesakes apart."""
    lines = [
        (official.pk, f"{official} ({'; '.join(post.title for post in posts)})")
        for official, posts in proposed.lines
    ]
    voters = [
        (one.user.pk, f"{one.user} ({one.capacity})" if one.capacity else str(one.user)) for one in shown
    ]
    members = [(user.pk, f"{user} ({user.username})") for user in proposed.members]
    return [
        ("lines", gettext_lazy("On the ballot"), lines),
        ("voters", gettext_lazy("On the roll"), voters),
        ("members", gettext_lazy("In the counting team"), members),
    ]
