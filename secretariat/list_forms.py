"""Forms of the pages that import lists."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from lists.kinds import ASK, KEEP, ListKind
from lists.models import ImportRow, ListImport
from lists.planned import RowState
from lists.reading.tables import MAX_BYTES
from lists.services.uploading import allowed_answers
from secretariat.fields import DayField, FileButton


class ListFileForm(forms.Form):
    """The file with a list."""

    file = forms.FileField(
        label=_("File with the list"),
        help_text=_("XLSX or CSV, at most 10 MB."),
        allow_empty_file=True,
        widget=FileButton(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(_("The file is larger than %(size)d MB.") % {"size": MAX_BYTES // 2**20})
        return file


class SheetsForm(forms.Form):
    """Which sheets of a workbook are read; all of them are ticked at first."""

    sheet = forms.MultipleChoiceField(
        label=_("Which sheets are read?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one sheet.")},
    )

    def __init__(self, found: ListImport, data: Any = None) -> None:
        samples = found.found.get("samples", [])
        super().__init__(data, initial={"sheet": [sample["name"] for sample in samples]})
        field: Any = self.fields["sheet"]
        field.choices = [(sample["name"], _with_count(sample)) for sample in samples]


def _with_count(sample: Mapping[str, Any]) -> str:
    count = sample.get("count")
    words = ngettext("%(name)s (%(count)d row)", "%(name)s (%(count)d rows)", count or 0)
    return str(sample["name"]) if count is None else words % {"name": sample["name"], "count": count}


class ConfirmForm(forms.Form):
    """Why the list is taken over, which stands in the log, and what is done besides.

    It begins with what was said before the preview was made anew.
    """

    reason = forms.CharField(label=_("Reason (it stands in the log)"), max_length=300, required=False)

    def __init__(self, kind: ListKind, found: ListImport, data: Any = None) -> None:
        self.is_sent = data is not None and "reason" in data  # not while rows are wrong or asked about
        super().__init__(data, initial={"reason": found.reason})
        self.further = list(kind.further)
        chosen = found.options.get("further", self.further)
        for code, words in kind.further.items():
            is_chosen = code in chosen
            self.fields[code] = forms.BooleanField(label=str(words), required=False, initial=is_chosen)

    def chosen(self) -> list[str]:
        """Return the codes that are ticked."""
        return [code for code in self.further if self.cleaned_data[code]]


class UndoForm(forms.Form):
    """Why an import is undone."""

    reason = forms.CharField(
        label=_("Why the import is undone"),
        max_length=300,
        error_messages={"required": _("Say why the import is undone.")},
    )


class AbsentForm(forms.Form):
    """What is done with all rows that the file lacks; single rows can be treated otherwise."""

    absent = forms.ChoiceField(label=_("All rows that are not in the file"), widget=forms.RadioSelect)

    def __init__(self, kind: ListKind, found: ListImport, data: Any = None) -> None:
        chosen = found.options.get("absent", KEEP)
        day = _day(found.options.get("day")) or timezone.localdate()
        self.is_sent = data is not None and "absent" in data  # only one of the pages shows it
        super().__init__(data if self.is_sent else None, initial={"absent": chosen, "day": day})
        field: Any = self.fields["absent"]
        field.choices = absent_choices(kind)
        if kind.absent:
            self.fields["day"] = DayField(label=_("The day on which it ends"))

    def options(self) -> dict[str, Any]:
        """Return what was chosen; nothing where the page did not ask."""
        if not self.is_sent:
            return {}
        day = self.cleaned_data.get("day")
        return {"absent": self.cleaned_data["absent"], **({"day": day.isoformat()} if day else {})}


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def absent_choices(kind: ListKind) -> list[tuple[str, Any]]:
    return [(KEEP, _("keep as it is")), *kind.absent.items(), (ASK, _("keep, and ask about it"))]


def choices_of(kind: ListKind, row: ImportRow) -> list[tuple[str, Any]]:
    """Return what the clerk may choose for a row: nothing, what stands for all, or one of the answers."""
    if row.state == RowState.ABSENT:
        return [("", _("as all")), *absent_choices(kind)]
    return [("", _("Choose…")), *((key, words) for key, words in row.offered)] if row.offered else []


def answers_in(found: ListImport, rows: dict[int, ImportRow], data: Any) -> dict[int, str]:
    """Return the answers of a form by row; those that were not offered are left out."""
    answers = {}
    for pk, row in rows.items():
        text = data.get(f"row-{pk}")
        if text is not None and text != row.answer and text in {"", *allowed_answers(found, row)}:
            answers[pk] = text
    return answers
