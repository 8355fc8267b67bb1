"""The document of a plan as PDF/A-3a with its annex attached as data."""

import datetime
import json
from dataclasses import asdict

from documents.rendering import AttachedData, render_pdf
from rounds.plan_paper import PlanPaper


def render_plan(paper: PlanPaper, dated: datetime.datetime) -> bytes:
    """Return the document as PDF; `dated` is when it was made, whenever it is rendered."""
    annex = json.dumps([asdict(unit) for unit in paper.units], ensure_ascii=False, indent=1)
    attached = AttachedData(name="phu-luc.json", description="Phụ lục (dữ liệu)", content=annex.encode())
    context = {
        "paper": paper,
        "heading": {
            "form": "party" if paper.party else "state",
            "superior": paper.superior,
            "agency": paper.agency,
            "agency_name": paper.agency_name,
            "number": paper.number,
            "place_date": paper.place_date,
            "without_validity": paper.without_validity,
        },
        "title": paper.title,
        "file_title": f"{paper.title}: {paper.subject}",
        "description": paper.subject,
        "subject": paper.subject,
    }
    return render_pdf("rounds/documents/plan.html", context, dated=dated, data=attached)
