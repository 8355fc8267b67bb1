"""The form of a round, and the buttons of its page that do something with the saved round."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rounds.models import Round
from rounds.services import ballot_lines, configuring, team_proposing
from rounds.told import MEETING, POSTPONE_INSTEAD, is_moved
from secretariat.admin.round_page import step_url
from secretariat.reasons import MISSING, reason_field


def _propose(pk: UUID, reason: str) -> str:
    lines, exempt = ballot_lines.propose_lines(round_id=pk, reason=reason)
    return step_url(pk, "lines", lines=lines, exempt=exempt)


def _order(pk: UUID, reason: str) -> str:
    ballot_lines.order_lines(round_id=pk, reason=reason)
    return step_url(pk, "lines")


def _add_officials(pk: UUID, reason: str) -> str:
    return step_url(pk, "electors", voters=configuring.add_own_officials(round_id=pk, reason=reason))


def _propose_team(pk: UUID, _reason: str) -> str:
    return step_url(pk, "committee", members=team_proposing.propose_team(round_id=pk))


# Buttons of a draft: each acts on the saved round and returns the address of what changed.
ACTS: Mapping[str, Callable[[UUID, str], str]] = {
    "_propose": _propose,
    "_order": _order,
    "_officials": _add_officials,
    "_team": _propose_team,
}
# Buttons that lead on to a page of their own once the round is saved.
PAGES: Mapping[str, str] = {
    "_groups": "admin:rounds_round_groups",
    "_announce": "admin:rounds_round_announce",
    "_seal": "admin:rounds_round_freeze",
}
TOLD = [name.removesuffix("_id") for name in MEETING]  # fields of the form


def moved_by_postponing(round_: Round) -> tuple[str, ...]:
    """Return the fields of an announced round that say when it begins."""
    if not round_.is_announced:
        return ()
    return ("meets_at",) if round_.meets_at else ("meets_at", "opens_at")


def postpone_hint(round_: Round) -> SafeString:
    """Return where the fields of `moved_by_postponing` are changed, with a link to the form."""
    desk = reverse("secretariat:desk", args=[round_.pk], query={"form": "postpone"}, fragment="desk-change")
    return format_html('{} <a href="{}">{}</a>', POSTPONE_INSTEAD, desk, _("Postpone the meeting"))


class RoundForm(forms.ModelForm):  # type: ignore[type-arg]
    reason = reason_field(required=False)

    class Meta:
        model = Round
        fields = ("title",)  # the fieldsets below list all fields
        help_texts = {
            "title": gettext_lazy("As the minutes and the ballot print it."),
            "signing_authority": gettext_lazy(
                "Above the post of the signer of the report, such as T/M ĐẢNG ỦY or KT. CỤC TRƯỞNG; one line each."
            ),
            "meets_at": gettext_lazy("As the documents print it; the vote opens later in the meeting."),
            "opens_at": gettext_lazy("The planned time; the secretary opens the vote on the desk."),
            "opens_by_itself": gettext_lazy(
                "At the planned time, once nothing is missing, a countdown of 60 seconds runs on the desk, where "
                "it can be stopped; then the vote opens."
            ),
            "closes_at": gettext_lazy("No ballot is issued after this time."),
            "secret_item": gettext_lazy(
                "Only with the mark secret: the list and its item, such as 'Quyết định số …, khoản … Điều …'."
            ),
            "secret_decided_by": gettext_lazy("Only with the mark secret: name and post."),
            "min_ballots": gettext_lazy("With fewer, the totals could reveal how individuals voted."),
            "grace_seconds": gettext_lazy("How long a ballot that was issued in time may still be cast."),
        }

    def clean(self) -> dict[str, Any]:
        """Ask for the ground of the mark secret at the fields that lack it, and for the reason of a change.

        Refuse another day for the vote of an announced meeting.
        """
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.is_announced and self._is_moved(cleaned):
            self.add_error("opens_at", str(POSTPONE_INSTEAD))
        if (
            self.instance.is_announced
            and self._changes_what_is_told()
            and not cleaned.get("reason", "").strip()
        ):
            self.add_error("reason", str(MISSING))
        if cleaned.get("marking") == Round.Marking.SECRET:
            for name in ("secret_item", "secret_decided_by"):
                if name in self.fields and not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("The mark secret needs this; nothing else may be classified."))
        return cleaned

    def _is_moved(self, cleaned: dict[str, Any]) -> bool:
        now: Round = self.instance
        opens_at = cleaned.get("opens_at", now.opens_at)
        return is_moved(now, Round(meets_at=now.meets_at, opens_at=opens_at))

    def _changes_what_is_told(self) -> bool:
        return any(name in self.data for name in ACTS if name != "_team") or any(
            name in TOLD for name in self.changed_data
        )
