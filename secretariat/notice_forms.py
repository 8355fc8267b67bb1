"""Forms of the pages about notices."""

from django import forms
from django.utils.translation import gettext_lazy as _

from secretariat.notice_sheet import EIGHT, ONE

LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]


class InviteForm(forms.Form):
    """The language of invitations."""

    language = forms.ChoiceField(label=_("Language of the invitation"), choices=LANGUAGES)


class PrintForm(forms.Form):
    """Which invitations are printed, in which order, and how many to a page."""

    people = forms.ChoiceField(
        label=_("Invitations to print"),
        choices=[("missed", _("of people whom mail does not reach")), ("all", _("of everybody"))],
    )
    order = forms.ChoiceField(
        label=_("Order"), choices=[("roll", _("as on the roll")), ("unit", _("by unit, then by name"))]
    )
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
