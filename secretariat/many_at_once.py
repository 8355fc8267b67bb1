"""The form that announces, freezes or postpones many rounds as one act."""

import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rounds.models import Round
from secretariat.fields import DayField
from secretariat.forms import RoundChoices
from secretariat.together_kinds import CHANGED, Together

SHOWN = 100


class TogetherForm(forms.Form):
    """The rounds that take a step together; none is ticked at first.

    A long list shows its first rounds only; its button sends the number of all that were found, and the act applies
    to these or to none.
    """

    rounds = RoundChoices(
        label="",
        queryset=Round.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": CHANGED},
    )
    day = DayField(
        label=_("New day of the meetings"),
        error_messages={"required": _("Enter the new day of the meetings.")},
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    everything = forms.IntegerField(required=False)  # sent by a button

    def __init__(self, data: Any, *, kind: Together, rounds: QuerySet[Round]) -> None:
        super().__init__(data)
        self.kind, self.found = kind, rounds
        shown = list(rounds[:SHOWN])
        self.total = rounds.count() if len(shown) == SHOWN else len(shown)
        field: Any = self.fields["rounds"]
        field.label, field.queryset = kind.rounds, rounds
        field.choices = [(round_.pk, field.label_from_instance(round_)) for round_ in shown]
        if not kind.asks_day:
            del self.fields["day"]
        self.has_unannounced = kind.step == "freeze" and any(round_.is_draft for round_ in shown)
        if kind.step == "announce" or (kind.step == "freeze" and not self.has_unannounced):
            del self.fields["reason"]
        elif self.has_unannounced:
            self.fields["reason"].help_text = _(
                "Only for rounds that were not announced; stands in their logs."
            )

    def keep_ticked(self, keys: list[str]) -> None:
        """Leave only these ticked, and nothing else of what was pressed."""
        data = self.data.copy()  # type: ignore[attr-defined]
        data.setlist("rounds", keys)
        self.data = data

    @property
    def more(self) -> int:
        """How many rounds are found and not shown."""
        return self.total - min(self.total, SHOWN)

    def clean_day(self) -> datetime.date:
        """Refuse a day that has passed."""
        day: datetime.date = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day has passed already."))
        return day

    def clean(self) -> dict[str, Any]:
        """Put the rounds that are meant into `rounds`, and ask for the reason."""
        cleaned: dict[str, Any] = self.cleaned_data
        if cleaned.get("everything") is not None:
            cleaned["rounds"] = list(self.found)
            if len(cleaned["rounds"]) != cleaned["everything"]:
                self.add_error("rounds", _("Rounds were added or changed meanwhile. Look at the list again."))
        elif "rounds" in cleaned:
            cleaned["rounds"] = list(cleaned["rounds"])
            if not cleaned["rounds"]:
                self.add_error("rounds", _("Tick at least one round."))
        if "reason" in self.fields and not cleaned.get("reason", "").strip() and self._needs_reason(cleaned):
            self.add_error("reason", self._reason_missing())
        return cleaned

    def _needs_reason(self, cleaned: dict[str, Any]) -> bool:
        return self.kind.asks_day or any(round_.is_draft for round_ in cleaned.get("rounds") or [])

    def _reason_missing(self) -> str:
        if self.kind.asks_day:
            return gettext("Say why the meetings are postponed.")
        return gettext("Some of these rounds were not announced. Say why they are frozen all the same.")

    @property
    def values(self) -> dict[str, str]:
        """The values of the act, as a request keeps them."""
        cleaned = self.cleaned_data
        found = {"reason": cleaned.get("reason", "").strip()}
        if self.kind.asks_day:
            found["day"] = cleaned["day"].isoformat()
        return {name: value for name, value in found.items() if value}
