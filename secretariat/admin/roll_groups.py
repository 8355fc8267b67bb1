"""The page on which the roll of a draft is taken from groups: choose groups, look at the people, add them."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials.members import groups_at
from officials.models import Group
from rounds.models import Round
from rounds.own_officials import people_of_groups
from rounds.services import configuring
from secretariat.admin.round_page import step_url
from secretariat.reasons import reason_form, reason_given

TEMPLATE = "admin/rounds/round/groups.html"


class GroupsForm(forms.Form):
    """The groups from which the roll is proposed."""

    group = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Groups"),
        queryset=Group.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one group.")},
    )

    def __init__(self, data: Any, *, round_: Round) -> None:
        super().__init__(data)
        self.fields["group"].queryset = groups_at(round_.unit)  # type: ignore[attr-defined]


def page(request: HttpRequest, round_: Round, context: dict[str, Any]) -> HttpResponse:
    """Show groups, with `group` their people; POST adds those of `person` to the roll."""
    form = GroupsForm(request.GET or None, round_=round_)
    people = people_of_groups(round_, form.cleaned_data["group"]) if form.is_valid() else None
    reason = reason_form(request, round_)
    if request.method == "POST" and people and (reason is None or reason.is_valid()):
        chosen = set(request.POST.getlist("person"))
        added = configuring.add_electors(
            round_id=round_.pk,
            electors=[
                (one.account, one.capacity[:250])
                for one in people.new
                if one.account and str(one.account.pk) in chosen
            ],
            reason=reason_given(request),
        )
        return HttpResponseRedirect(step_url(round_.pk, "electors", voters=added))
    context |= {"title": _("Take the roll from groups"), "form": form, "people": people, "reason": reason}
    return TemplateResponse(request, TEMPLATE, context)
