"""Lists that a secretary prints before a meeting: people summoned, with a column to sign, and labels."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from documents.letterhead import Form, Heading, Mark, heading_context
from documents.rendering import render_sheet
from documents.wording import moment, quantity
from rounds.frozen import frozen_configuration, is_frozen
from rounds.models import Elector, Round
from rounds.told import begins

SUMMONED, LABELS = "summoned", "labels"
NAMES = {SUMMONED: "Danh sách triệu tập", LABELS: "Nhãn tên"}
TEMPLATES = {SUMMONED: "secretariat/documents/summoned.html", LABELS: "secretariat/documents/labels.html"}


def paper_list(kind: str, round_: Round, electors: Iterable[Elector]) -> bytes:
    """Return a list of the people of a roll as PDF; `kind` is a key of `NAMES`."""
    rows = [
        {"name": str(one), "capacity": one.capacity, "unit": str(one.user.unit or "")} for one in electors
    ]
    context = {
        "file_title": f"{NAMES[kind]}: {round_.title}",
        "heading": heading_of(round_),
        "title": NAMES[kind],
        "subject": round_.title,
        "time": moment(meets) if (meets := begins(round_)) else "",
        "place": round_.place,
        "rows": rows,
        "number": quantity(len(rows)),
    }
    return render_sheet(TEMPLATES[kind], context)


def heading_of(round_: Round) -> dict[str, Any]:
    """Return the heading of the unit that holds the round, without a number: such a list has none."""
    unit = round_.unit
    superior = unit.parent.name if unit.parent and unit.superior_on_letterhead else ""
    heading = Heading(
        form=Form(round_.document_form),
        superior=superior,
        agency=frozen_configuration(round_).unit if is_frozen(round_) else unit.name,
        mark=Mark(round_.marking),
        rehearsal=round_.is_rehearsal,
        demonstration=settings.DEMONSTRATION,
    )
    return heading_context(heading, "DS") | {"number": ""}
