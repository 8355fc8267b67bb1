"""The letterhead that the page of a unit shows beside its form; `static/js/letterhead.js` keeps it current."""

from typing import Any

from django.utils import timezone

from documents.letterhead import Form, Heading, heading_context
from documents.wording import long_date
from officials.models import Unit


def letterheads(unit: Unit | None) -> list[dict[str, Any]]:
    """Return the heading of a report in the state form and in the Party form."""
    return [_letterhead(unit or Unit(name="…", place="…"), form) for form in Form]


def _letterhead(unit: Unit, form: Form) -> dict[str, Any]:
    superior = unit.parent.name if unit.parent else ""
    heading = Heading(form=form, superior=superior, agency=unit.name, symbol=unit.document_code)
    return {
        **heading_context(heading, "BC"),
        "is_party": form is Form.PARTY,
        "has_superior": bool(superior and unit.superior_on_letterhead),
        "place": unit.place,
        "day": long_date(timezone.localdate()),
    }
