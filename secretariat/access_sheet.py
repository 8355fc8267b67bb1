"""The list that proves who could read the dossiers of a round, from when until when; never who read them."""

from typing import Any

from django.utils import timezone

from documents.rendering import render_sheet
from documents.wording import moment, quantity
from rounds.accesses import ListedPaper
from rounds.models import Access, Round
from secretariat.paper_lists import heading_of

TITLE = "Danh sách người được đọc hồ sơ lấy phiếu"


def access_as_pdf(round_: Round, given: list[Access], papers: list[ListedPaper]) -> bytes:
    """Return the list as PDF: the voters with their times, and the papers with day and SHA-256."""
    context: dict[str, Any] = {
        "file_title": f"{TITLE}: {round_.title}",
        "heading": heading_of(round_),
        "title": TITLE,
        "subject": round_.title,
        "given": given,
        "papers": papers,
        "number": quantity(len({row.user_id for row in given})),
        "printed": moment(timezone.now()),
    }
    return render_sheet("secretariat/documents/access_sheet.html", context)
