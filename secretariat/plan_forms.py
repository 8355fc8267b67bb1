"""Forms of the page of a plan."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.pdf_uploads import require_pdf
from officials.names import plain_text
from secretariat.fields import DayField, FileButton


class PlanReasonForm(forms.Form):
    """The reason of a step, kept in the log."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Give the reason.")},
    )


class PlanApprovalForm(forms.Form):
    """Number and date under which the plan, or its amendment, was issued."""

    number = forms.CharField(
        label=_("Number"),
        max_length=60,
        validators=[plain_text],
        help_text=_("As on the document, such as 12/KH-CTĐP."),
        error_messages={"required": _("Enter the number of the plan.")},
    )
    date = DayField(
        label=_("Date"),
        help_text=_("The day on the document."),
        error_messages={"required": _("Enter the date of the plan.")},
    )

    def clean_date(self) -> Any:
        date = self.cleaned_data["date"]
        if date > timezone.localdate():
            raise ValidationError(gettext("This day is in the future; a plan is recorded once it is signed."))
        return date


class SignedPlanForm(forms.Form):
    """The signed file of the version in force."""

    file = forms.FileField(
        label=_("Signed file (PDF)"),
        widget=FileButton(attrs={"accept": "application/pdf"}),
        validators=[FileExtensionValidator(["pdf"]), require_pdf],
        error_messages={"required": _("Choose the file.")},
    )
