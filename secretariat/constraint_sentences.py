"""What people read when the database refuses a change."""

from collections.abc import Mapping

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from common.refusals import Text
from secretariat.reasons import MISSING

FROZEN = _("The round is frozen; its configuration can no longer be changed.")
CONSTRAINT_SENTENCES: Mapping[str, Text] = {
    "round_is_frozen": FROZEN,
    "round_deleted_only_as_draft": FROZEN,
    "round_change_needs_reason": MISSING,
    "round_announced_is_kept": _(
        "This round was announced, so it is never deleted. Cancel it, so that people are told."
    ),
    "papers_are_frozen": _(
        "A frozen round is held with these documents; add a correction as a new document."
    ),
    "unit_not_below_itself": _("A unit cannot be below itself."),
    "approval_protects": _("A request for a second person names this, so it cannot be deleted."),
    "official_staff_code_once": _("Another official already has this staff code."),
    "official_is_merged": _("This record was merged into another one; use the record that was kept."),
    "merged_into_kept_record": _(
        "A record is merged into one that is kept, not into one that was merged itself."
    ),
    "merged_record_is_empty": _("A record that still has posts or groups cannot be merged into another."),
    "staff_code_of_one_person": _(
        "The linked account has another staff code. An official and the account are one person: correct one of "
        "the codes, or choose another account."
    ),
    "plan_under_a_unit_above": _("The superior plan must be that of a unit above this one."),
    "campaign_under_a_plan_above": _("The plan must be that of the unit itself or of a unit above it."),
    "plan_is_settled": _("The plan is submitted or approved; its content does not change now."),
    "person_request_once": _("Your unit has asked for this person already."),
}
CONCURRENT_CHANGE = _(
    "Another user changed this at the same time, so nothing was saved. Check the current content "
    "and try again."
)


def sentence_for(error: IntegrityError) -> Text:
    """Return the sentence of the constraint that the database reported."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None) or ""
    return CONSTRAINT_SENTENCES.get(name, CONCURRENT_CHANGE)
