"""Forms of the pages about notices."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from notices.models import InvitationReply
from officials.names import plain_text
from secretariat.printing import EIGHT, ONE, ORDERS

Coming = InvitationReply.Coming
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]


class InviteForm(forms.Form):
    """The language of invitations."""

    language = forms.ChoiceField(
        label=_("Language of the invitation"),
        choices=[("", _("that of each person’s account")), *LANGUAGES],
        required=False,
    )


class RecordForm(forms.Form):
    """What a person answered by telephone."""

    coming = forms.ChoiceField(
        label=pgettext_lazy("invitation", "Answer"),
        choices=[(Coming.YES, Coming.YES.label), (Coming.NO, Coming.NO.label)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether the person is coming.")},
    )
    text = forms.CharField(
        label=_("Reason for not coming"), max_length=500, required=False, validators=[plain_text]
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("coming") == Coming.NO and not str(cleaned.get("text", "")).strip():
            self.add_error("text", _("Write the reason."))
        return cleaned


class PrintForm(forms.Form):
    """Which notices of a meeting are printed, in which order, and how many to a page."""

    people = forms.ChoiceField(
        label=_("Copies to print"),
        choices=[("missed", _("of people whom mail does not reach")), ("all", _("of everybody"))],
    )
    order = forms.ChoiceField(label=_("Order"), choices=ORDERS)
    per_page = forms.ChoiceField(
        label=_("On each page"), choices=[(ONE, _("one, as a letter")), (EIGHT, _("eight, to cut"))]
    )


class NoticeTextForm(forms.Form):
    """Subject and text of a kind of notice."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(label=_("Text"), max_length=5000, widget=forms.Textarea(attrs={"rows": 14}))


class AddressForm(forms.Form):
    """Another address for one notice."""

    address = forms.EmailField(label=_("Send to this address"), max_length=254, required=False)


class StopForm(forms.Form):
    """Why no mail is to be sent."""

    reason = forms.CharField(
        label=_("Why no mail is to be sent"),
        max_length=250,
        error_messages={"required": _("Say why no mail is to be sent.")},
    )
