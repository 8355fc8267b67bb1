"""What is changed for many rounds at once, and how the day of a meeting moves: each round keeps its hours."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.refusals import Refusal, Text
from officials.models import User
from rounds.locks import lock_rounds
from rounds.models import Round
from rounds.told import begins
from secretariat.fields import DayField
from secretariat.listing.rows import ManyRows

DAY = "day"
TIMES = ("meets_at", "opens_at", "closes_at")


class ManyRounds(ManyRows):
    """Mixin of the table of rounds."""

    bulk_fields: ClassVar[tuple[str, ...]] = (
        *(DAY, "place", "campaign", "rule_set", "chair_name", "chair_title"),
        *("scope", "document_form", "marking", "secret_item", "secret_decided_by"),
    )

    def fields_of_many(self, request: HttpRequest) -> dict[str, forms.Field]:
        hint = gettext_lazy(
            "The hours of each round stay: meeting, opening and closing move together. Announced meetings are postponed "
            "instead."
        )
        return {DAY: DayField(label=gettext_lazy("day of the meeting"), help_text=hint)}

    def rows_to_change(self, user: User, keys: list[Any]) -> dict[Any, Any]:
        lock_rounds(keys)  # before any row's lock
        return super().rows_to_change(user, keys)

    def name_of(self, row: Round) -> str:
        return f"{row.title} ({row.unit})"  # rounds made from a plan have one title in all units

    def why_fixed(self, row: Round) -> Text:
        if row.is_editable:
            return super().why_fixed(row)
        return _("The round is frozen; its configuration can no longer be changed.")

    def set_one(self, row: Round, name: str, value: Any) -> tuple[str, ...]:
        return move_to(row, value) if name == DAY else super().set_one(row, name, value)


def move_to(round_: Round, day: datetime.date) -> tuple[str, ...]:
    """Move the times of a round to another day; return the fields that differ. Raises `Refusal` without a time."""
    first = begins(round_)
    if first is None:
        raise Refusal(_("No time of the meeting is entered yet, so there is no hour to keep."))
    days = day - timezone.localtime(first).date()
    for name in TIMES:
        if moment := getattr(round_, name):
            setattr(round_, name, moment + days)
    return TIMES if days else ()
