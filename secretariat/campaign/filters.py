"""The filters of the page of a campaign, read from its address."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rounds.campaign_selectors import ANYTHING, LACKS, WITHOUT_ROUND, WantedRows
from rounds.states import State
from secretariat.fields import DayField


def _states() -> list[tuple[str, Any]]:
    return [
        ("", _("All")),
        (WITHOUT_ROUND, _("No round yet")),
        *((state.value, capfirst(str(state.label))) for state in State),
    ]


def _lacks() -> list[tuple[str, Any]]:
    return [
        ("", _("All")),
        (ANYTHING, _("Anything")),
        *((lack.value, capfirst(str(text))) for lack, text in LACKS.items()),
    ]


class MatrixForm(forms.Form):
    """Filters of the rows; an unreadable one is named and filters nothing."""

    q = forms.CharField(label=gettext_lazy("Unit or title of the round"), required=False, max_length=150)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False, choices=_states)
    lack = forms.ChoiceField(label=gettext_lazy("Lacks"), required=False, choices=_lacks)
    since = DayField(label=gettext_lazy("Meeting from"), required=False)
    until = DayField(label=gettext_lazy("Meeting until"), required=False)

    def wanted(self) -> WantedRows:
        """Return what the rows are filtered by."""
        self.full_clean()
        found: dict[str, Any] = self.cleaned_data
        return WantedRows(
            text=found.get("q", ""),
            state=found.get("state", ""),
            lack=found.get("lack", ""),
            since=found.get("since"),
            until=found.get("until"),
        )


def query_of(asked: QueryDict) -> str:
    """Return the filters of an address without the number of the page, for links to other pages of the list."""
    kept = asked.copy()
    kept.pop("page", None)
    for name in [name for name in kept if name not in MatrixForm.base_fields or not kept[name]]:
        kept.pop(name)
    return kept.urlencode()
