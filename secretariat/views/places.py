"""Officials with posts at more units than the rules allow, and the page on which their places are settled."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from common.refusals import Refusal
from officials.labels import named, present_posts
from officials.models import Official, Unit, User
from officials.names import plain_text
from rounds.models import Campaign
from rounds.places import (
    at_too_many_places,
    authorities_that_settle,
    decisions_about,
    most_places,
    official_to_settle,
    places_of,
    units_held,
)
from rounds.selectors import campaigns_to_join
from rounds.services.settling import settle_places
from secretariat.admin_base import CHOOSE, secretary_of
from secretariat.sought_fields import RowField

PER_PAGE = 25


class PlacesForm(forms.Form):
    """The campaign in whose period the places count, the units, and why."""

    campaign = RowField(label=gettext_lazy("campaign"), queryset=Campaign.objects.none(), empty_label=CHOOSE)
    units = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Places that count"),
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick the places that count.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("reason"),
        max_length=300,
        validators=[plain_text],
        error_messages={"required": gettext_lazy("Say why these places count.")},
    )

    def __init__(self, data: Any, *, user: User, official: Official) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["campaign"].queryset = campaigns_to_join(user=user)
        fields["units"].queryset = units_held(official)
        for name in ("campaign", "reason"):
            fields[name].label = str(fields[name].label).capitalize()


@never_cache
@login_required
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """List the secretary's officials with posts at more units than the rules allow."""
    user = secretary_of(request)
    page = Paginator(at_too_many_places(user=user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "people": [(official.pk, named(official), present_posts(official)) for official in page],
        "most": most_places(),
    }
    return render(request, "secretariat/places.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def places_of_official(request: HttpRequest, pk: int) -> HttpResponse:
    """Show all places of an official; POST settles which count, for a secretary of the managing authority."""
    user = secretary_of(request)
    official = official_to_settle(user=user, pk=pk)
    if official is None:
        raise Http404
    may_settle = authorities_that_settle(user=user, official=official).exists()
    form = PlacesForm(request.POST if request.method == "POST" else None, user=user, official=official)
    if request.method == "POST" and form.is_valid():
        try:
            settle_places(official=official, actor=user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is settled which places count."))
            return redirect("secretariat:places_of_official", pk=pk)
    context = {
        "official": official,
        "places": places_of(official),
        "decisions": decisions_about(official),
        "may_settle": may_settle,
        "most": most_places(),
        "form": form,
    }
    return render(request, "secretariat/places_of_official.html", context, status=400 if form.errors else 200)
