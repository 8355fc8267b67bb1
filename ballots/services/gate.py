"""What must hold before the members may open a closed box (docs/protocol.md §4.4)."""

from django.utils.translation import gettext as _

from ballots import rows, selectors
from ballots.models import IssuedCheck
from rounds.errors import Missing, Where
from rounds.models import Round


def before_opening(round_: Round) -> list[Missing]:
    """Return why the box must stay closed: rows that no voter asked for, or more ballots than people present."""
    check = IssuedCheck.objects.filter(pk=round_.pk).first()
    if check is None:
        return []  # the ballots are still being checked
    if check.bad:
        return [_false_rows(check)]
    present = selectors.present(round_) or 0
    issued = rows.issued_of(round_.pk).count()
    return [_too_many(issued, present)] if issued > present else []


def _false_rows(check: IssuedCheck) -> Missing:
    return Missing(
        _("%(bad)d of the %(issued)d ballots recorded as issued were not issued with the key of this vote.")
        % {"bad": check.bad, "issued": check.issued},
        _(
            "The box stays closed. Change nothing, and tell the administrator and the competent authority: "
            "somebody has written into the database."
        ),
        Where.LOG,
    )


def _too_many(issued: int, present: int) -> Missing:
    return Missing(
        _("Ballots issued (%(a)d) exceed voters present (%(b)d).") % {"a": issued, "b": present},
        _(
            "The box stays closed. Count the people present again; if the number was wrong, correct it on the "
            "desk, with the reason."
        ),
        Where.ATTENDANCE,
    )
