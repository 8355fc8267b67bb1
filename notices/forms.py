"""Forms of the pages of this room."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from notices.models import InvitationReply
from officials.names import plain_text

Coming = InvitationReply.Coming


class ReplyForm(forms.Form):
    """An answer to an invitation; the button that is pressed says which."""

    coming = forms.ChoiceField(choices=Coming.choices, widget=forms.HiddenInput)
    text = forms.CharField(max_length=500, required=False, validators=[plain_text])

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("coming") not in (None, Coming.YES) and not str(cleaned.get("text", "")).strip():
            self.add_error("text", _("Write the reason or the question."))
        return cleaned


def form_for(coming: str, data: QueryDict | None = None) -> ReplyForm:
    """Return the form of one answer, with a label of its own and ids that stand once on the page."""
    ids = f"{coming}_%s" if coming in Coming.values else "id_%s"
    form = ReplyForm(data, initial={"coming": coming}, auto_id=ids)
    form.fields["text"].label = _("Reason") if coming == Coming.NO else _("Your question")
    return form
