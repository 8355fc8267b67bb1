"""Minutes and report as PDF, a pure function of their data.

The forms are fixed by decree 30/2020 (state, docs/domain.md §7.1) and by guidance of
the Party (docs/domain.md §7.2), so their wording is Vietnamese whatever language the reader uses: it is written in
the templates and in `wording`, never translated. Nothing here reads a clock, a
database or a network; the same data gives the same bytes in every process.
"""

from results.documents.data import (
    ExemptOfficial,
    Fingerprint,
    Form,
    Heading,
    LevelNames,
    Mark,
    MinutesData,
    PrintedMeeting,
    ReportData,
    Signature,
    TeamMember,
)
from results.documents.render import DocumentFontError, render_minutes, render_report

__all__ = [
    "DocumentFontError",
    "ExemptOfficial",
    "Fingerprint",
    "Form",
    "Heading",
    "LevelNames",
    "Mark",
    "MinutesData",
    "PrintedMeeting",
    "ReportData",
    "Signature",
    "TeamMember",
    "render_minutes",
    "render_report",
]
