"""Filters of lists by a unit or a campaign, which are typed with suggestions like in a form."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from officials.selectors import units_below, units_for_secretary
from rounds.selectors import campaigns_to_join
from secretariat.sought_fields import RowField, suggestion


class SoughtFilter(SimpleListFilter):
    """Filter by one row of another table; `choices_from` says which rows the user may name."""

    template = "admin/filter_sought.html"
    source = ""  # the list of suggestions, as in `secretariat.sought_fields`
    path = ""  # from the rows of the list to the row
    choices_from: Callable[..., QuerySet[Any]]
    found: Any = None

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return []

    def has_output(self) -> bool:
        return True

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        try:
            self.found = RowField(type(self).choices_from(user=request.user)).clean(self.value())
        except ValidationError:
            return queryset.none()
        keys = self.keys()
        near = queryset.model._base_manager.filter(**{f"{self.path}__in": keys})  # noqa: SLF001 - documented by Django
        return queryset.filter(pk__in=near.order_by().values("pk"))

    def keys(self) -> set[Any]:
        """Return the keys of the rows that fit."""
        return {self.found.pk}

    def choices(self, changelist: Any) -> Iterator[Any]:
        others = {name: value for name, value in changelist.params.items() if name != self.parameter_name}
        yield {
            "name": self.parameter_name,
            "source": self.source,
            "text": suggestion(self.found) if self.found else self.value() or "",
            "is_unknown": bool(self.value()) and self.found is None,
            "others": others,
            "without": changelist.get_query_string(remove=[self.parameter_name]),
        }


class UnitFilter(SoughtFilter):
    """The rows of a unit and of all units below it."""

    title = _("unit")
    parameter_name = "of_unit"
    source = "units"
    path = "unit"
    choices_from = units_for_secretary

    def keys(self) -> set[Any]:
        return units_below({self.found.pk})


class BelowFilter(UnitFilter):
    """A unit with all units below it, in the list of units."""

    path = "pk"


class PostUnitFilter(UnitFilter):
    """Officials with a post in a unit or below it."""

    path = "posts__unit"


class DossierUnitFilter(UnitFilter):
    """Dossiers of officials with a post in a unit or below it."""

    path = "official__posts__unit"


class HeldFilter(SimpleListFilter):
    """Posts that are held today, or those that ended."""

    title = _("held")
    parameter_name = "held"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("today")), ("no", _("formerly"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(ended_on__isnull=self.value() == "yes")


class CampaignFilter(SoughtFilter):
    """The rounds of a campaign."""

    title = _("campaign")
    parameter_name = "of_campaign"
    source = "campaigns"
    path = "campaign"
    choices_from = campaigns_to_join
