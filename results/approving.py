"""What publishing and giving a role change, as a second person reads it (`approvals/acts.py`)."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from approvals.acts import Look, Values
from common.refusals import Text
from officials.models import User
from officials.selectors import roles_in_words
from results.readers import rights_over
from results.selectors import BEYOND_THE_MEETING
from rounds.models import Round

PUBLISHING: Mapping[str, Text] = {
    "state": _("State"),
    "scope": _("Scope of publication"),
    "readers": _("Who can read the result"),
}
ROLES: Mapping[str, Text] = {"roles": _("Roles in units")}


def published_round(round_: Round, values: Values) -> Look:
    """Return who can read a result; only publishing beyond the meeting takes two people."""
    rights = rights_over(round_)
    fields = {"state": round_.get_state_display(), "scope": round_.get_scope_display()}
    fields["readers"] = "\n".join(str(right.label) for right in rights)
    return Look(round_.title, round_.unit_id, fields, takes_two=round_.scope in BEYOND_THE_MEETING)


def roles_of(user: User, values: Values) -> Look:
    """Return the roles of a person; the unit is that of the role that is given."""
    return Look(str(user), values["unit"], {"roles": "\n".join(roles_in_words(user))})
