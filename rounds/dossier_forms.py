"""Forms of the pages about dossiers."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.file_fields import FilesButton, FilesField
from officials.models import DossierDocument, Official
from officials.names import plain_lines, plain_text
from officials.receiving import ACCEPTED, as_papers
from rounds.models.dossier_filings import LONGEST_MATTER


class PapersForm(forms.Form):
    """Files of one kind of paper; `cleaned_data["papers"]` holds the PDF files to keep."""

    papers = FilesField(
        label=_("Files"),
        widget=FilesButton(attrs={"accept": ACCEPTED}),
        help_text=_(
            "PDF, or pictures of the pages in their order, which become one PDF. At most 20 MB each."
        ),
    )
    is_replacing = forms.BooleanField(
        required=False,
        initial=True,
        label=_("These files replace what was filed before; the former stay on record."),
    )

    def __init__(self, data: Any = None, uploads: Any = None, *, kind: int, has_former: bool) -> None:
        super().__init__(data, uploads, prefix=f"kind-{kind}")
        self.kind = DossierDocument.Kind(kind)
        if not has_former:
            del self.fields["is_replacing"]

    def clean_papers(self) -> list[Any]:
        return list(as_papers(self.cleaned_data["papers"]))


class LinesField(forms.CharField):
    """A text of several lines, without signs that nobody sees.

    The browser is not told how long it may be: it would cut off the end of what is pasted without a word.
    """

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 4})
        super().__init__(max_length=LONGEST_MATTER, widget=widget, validators=[plain_lines], **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n")


class AskForm(forms.Form):
    """A matter to clarify about one of the officials on a ballot."""

    official = forms.ModelChoiceField(Official.objects.none(), label=_("About"), empty_label=_("Choose…"))
    text = LinesField(label=_("Matter to clarify"))

    def __init__(self, data: Any = None, *, officials: QuerySet[Official]) -> None:
        super().__init__(data)
        field: Any = self.fields["official"]
        field.queryset = officials
        only = list(officials[:2])
        if len(only) == 1:  # nothing to choose
            field.initial, field.empty_label = only[0], None


class AnswerForm(forms.Form):
    """The answer to a matter."""

    text = LinesField(label=pgettext_lazy("matter", "Answer"))


class WithholdForm(forms.Form):
    """The reason for which a matter is shown to nobody else."""

    reason = forms.CharField(
        label=_("Reason, which the person who asked reads"), max_length=300, validators=[plain_text]
    )


class ExplanationForm(forms.Form):
    """What an official is asked to explain in the third paper; empty takes it back."""

    text = LinesField(
        label=_("Explanation asked for"),
        required=False,
        help_text=_("The official is told. Empty: no explanation is asked for."),
    )
