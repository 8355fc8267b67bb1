"""Invitations on paper: one to a page in the form of official documents, or eight to a page to cut."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone

from documents import wording
from documents.letterhead import Form, Heading, Mark, heading_context, signer_name
from documents.rendering import render_sheet
from notices.models import Notice
from notices.values import reply_address
from results.documents import phrases
from rounds.models import Round
from secretariat.printing import EIGHT, qr_code

FILE = "giay-moi.pdf"
# The type of the document, its code in the number, and what it is about (decree 30/2020).
CHANGED = ("Thông báo", "TB", "Về việc thay đổi thời gian, địa điểm {}")
TYPES: Mapping[str, tuple[str, str, str]] = {
    "invitation": ("Giấy mời", "GM", "Dự {}"),
    "summons": ("Thông báo", "TB", "Triệu tập dự {}"),
    "meeting_changed": CHANGED,
    "meeting_moved": CHANGED,
}


def notices_as_pdf(rows: Sequence[Notice], per_page: str) -> bytes:
    """Return the invitations to one meeting as PDF, each with a QR code for the reply."""
    if per_page == EIGHT:
        return render_sheet(
            "secretariat/documents/notice_sheet.html", {"notices": [_slip(row) for row in rows]}
        )
    return render_sheet("secretariat/documents/invitations.html", _letters(rows))


def _slip(row: Notice) -> dict[str, Any]:
    return {"row": row, "qr": qr_code(reply_address(row.key))}


def _letters(rows: Sequence[Notice]) -> dict[str, Any]:
    """Return the context of the letters; they are about one round, so letterhead and signature are the same."""
    round_ = rows[0].round
    if round_ is None:
        raise ValueError("an invitation is about a round")
    heading = _heading(round_)
    return {
        "letters": [_letter(row, round_, heading) for row in rows],
        "form": heading.form.value,
        "chair": _chair(round_),
        "authority": [line.strip().upper() for line in round_.signing_authority.splitlines() if line.strip()],
        "signer_title": round_.chair_title.upper(),
        "signer": signer_name(round_.chair_name),
    }


def _letter(row: Notice, round_: Round, heading: Heading) -> dict[str, Any]:
    kind, code, about = TYPES[row.kind]
    day = timezone.localdate(row.created_at)
    place_date = f"{round_.unit.place}, {wording.long_date(day)}"
    return {
        **_slip(row),
        "heading": heading_context(heading, code) | {"place_date": place_date},
        "title": kind,
        "lines": [_line(text) for text in row.body.splitlines() if text.strip()],
        "subject": wording.unbroken_end(about.format(round_.title)),
        "recipients": wording.recipient_lines((_person(row), _filed(round_, heading.form))),
    }


def _line(text: str) -> dict[str, Any]:
    """Return a paragraph; an address cannot be broken as words are."""
    return {"text": text, "is_address": text.startswith(("http://", "https://"))}


def _person(row: Notice) -> str:
    """Return the recipient with the unit, by which letters are handed out."""
    return f"Ông/bà {row.name}" + (f", {row.user.unit.name}" if row.user.unit else "")


def _filed(round_: Round, form: Form) -> str:
    return phrases.filed(form, round_.unit.name, round_.unit.drafting_code)


def _heading(round_: Round) -> Heading:
    """Return the letterhead of the unit, without the number, which the clerk gives to the signed letter."""
    unit = round_.unit
    superior = unit.parent.name if unit.parent and unit.superior_on_letterhead else ""
    return Heading(
        form=Form(round_.document_form),
        superior=superior,
        agency=unit.name,
        symbol=unit.document_code,
        mark=Mark(round_.marking),
        demonstration=settings.DEMONSTRATION,
        end=phrases.end(Form(round_.document_form)),
    )


def _chair(round_: Round) -> str:
    return ", ".join(filter(None, [round_.chair_name, round_.chair_title]))
