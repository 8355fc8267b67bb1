"""Where a clerk goes on after a list was taken over, so that no import is a dead end."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from common.refusals import Text
from lists.models import ListImport
from officials.models import User
from rounds.campaign_selectors import current_campaign
from secretariat.getting_started import next_after

ROLLS = "rolls"
# Kind of a list → the table of its rows.
TABLES = {
    "units": "officials_unit",
    "officials": "officials_official",
    "groups": "officials_membership",
    "accounts": "officials_user",
    ROLLS: "rounds_round",
}
AS_A_STEP = {"groups": "officials_official"}  # members of groups belong to the same step as officials


@dataclass(frozen=True, slots=True)
class WayOn:
    """A link to what comes next."""

    url: str
    words: Text


def ways_on(found: ListImport, user: User) -> list[WayOn]:
    """Return the links of an import that was written or undone, the most useful first."""
    if found.kind not in TABLES:
        return []
    if found.kind == ROLLS and found.target:
        page = reverse("admin:rounds_round_change", args=[found.target])
        return [WayOn(f"{page}#electors", _("Back to the round"))]
    here = WayOn(reverse(f"admin:{TABLES[found.kind]}_changelist"), _("See the list"))
    is_written = found.state == ListImport.State.WRITTEN
    return [*(_next(found.kind, user) if is_written else ()), here]


def _next(kind: str, user: User) -> Iterator[WayOn]:
    """Yield the next task of a new installation, else what the newest campaign gains from the list."""
    table = TABLES[kind]
    task = next_after(user, AS_A_STEP.get(kind, table))
    if task:
        yield WayOn(task.import_url or task.url, _("Next: %(what)s") % {"what": task.title})
    elif campaign := current_campaign(user=user):
        page = "secretariat:campaign" if kind in ("units", ROLLS) else "secretariat:campaign_create"
        words = _("Page of the campaign") if kind in ("units", ROLLS) else _("Create rounds from the plan")
        yield WayOn(reverse(page, args=[campaign.pk]), words)
    if kind == "officials":
        groups = reverse("secretariat:list_kind", args=["groups"])
        yield WayOn(groups, _("Import the members of groups, who vote without a post"))
