"""Notices on paper: those of a meeting as official documents or eight to a page to cut, others as plain sheets."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone

from documents import wording
from documents.letterhead import Form, Heading, Mark, authority_lines, heading_context, signer_name
from documents.rendering import render_sheet
from notices import kinds
from notices.models import Notice
from notices.selectors import CANCELLED
from notices.values import reply_address
from officials.models import Unit
from results.documents import phrases
from rounds.models import Round
from secretariat.printing import EIGHT, ONE, qr_code

INVITATIONS, NOTICE = "giay-moi.pdf", "thong-bao.pdf"
# The type of the document, its code in the number, and what it is about (decree 30/2020).
CHANGED = ("Thông báo", "TB", "Về việc thay đổi thời gian, địa điểm {}")
TYPES: Mapping[str, tuple[str, str, str]] = {
    "invitation": ("Giấy mời", "GM", "Dự {}"),
    "summons": ("Thông báo", "TB", "Triệu tập dự {}"),
    "meeting_changed": CHANGED,
    "meeting_moved": CHANGED,
    CANCELLED: ("Thông báo", "TB", "Về việc không tổ chức {}"),
}


def notice_as_pdf(row: Notice) -> bytes:
    """Return one notice as PDF: a letter if it is about a meeting, else a sheet with sender, day and text."""
    if row.kind in TYPES:
        return notices_as_pdf([row], ONE)
    own = Heading(agency=row.unit.name, demonstration=settings.DEMONSTRATION)
    context = {
        **_slip(row),
        "heading": heading_context(_heading(row.round) if row.round else own, "TB"),
        "lines": _lines(row),
        "place_date": _place_date(row, row.unit),
        "recipient": _person(row),
    }
    return render_sheet("secretariat/documents/notice_alone.html", context)


def notices_as_pdf(rows: Sequence[Notice], per_page: str) -> bytes:
    """Return the notices about one meeting as PDF; those that ask for a reply have a QR code for it."""
    if per_page == EIGHT:
        return render_sheet(
            "secretariat/documents/notice_sheet.html", {"notices": [_slip(row) for row in rows]}
        )
    return render_sheet("secretariat/documents/invitations.html", _letters(rows))


def _slip(row: Notice) -> dict[str, Any]:
    asks = kinds.of(row.kind).asks_for_reply
    return {"row": row, "qr": qr_code(reply_address(row.key)) if asks else ""}


def _letters(rows: Sequence[Notice]) -> dict[str, Any]:
    """Return the context of the letters; they are about one round, so letterhead and signature are the same."""
    round_ = rows[0].round
    if round_ is None:
        raise ValueError("an invitation is about a round")
    heading = _heading(round_)
    return {
        "letters": [_letter(row, round_, heading) for row in rows],
        "form": heading.form.value,
        "chair": "" if round_.is_void else _chair(round_),
        "authority": authority_lines(round_.signing_authority),
        "signer_title": wording.unbroken_end(round_.chair_title.upper()),
        "signer": signer_name(round_.chair_name),
    }


def _letter(row: Notice, round_: Round, heading: Heading) -> dict[str, Any]:
    kind, code, about = TYPES[row.kind]
    return {
        **_slip(row),
        "heading": heading_context(heading, code) | {"place_date": _place_date(row, round_.unit)},
        "title": kind,
        "lines": _ended(_lines(row), heading.end) if round_.is_void else _lines(row),
        "subject": wording.unbroken_end(about.format(round_.title)),
        "recipients": wording.recipient_lines((_person(row), _filed(round_, heading.form))),
    }


def _place_date(row: Notice, unit: Unit) -> str:
    day = wording.long_date(timezone.localdate(row.created_at))
    return f"{unit.place}, {day}" if unit.place else day


def _lines(row: Notice) -> list[dict[str, Any]]:
    """Return the paragraphs; an address cannot be broken as words are."""
    texts = [text for text in row.body.splitlines() if text.strip()]
    return [{"text": text, "is_address": text.startswith(("http://", "https://"))} for text in texts]


def _ended(lines: list[dict[str, Any]], end: str) -> list[dict[str, Any]]:
    """Return the paragraphs of a letter whose last one ends it."""
    *before, last = lines
    return lines if last["is_address"] else [*before, last | {"text": last["text"].rstrip(".") + end}]


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
        rehearsal=round_.is_rehearsal,
        demonstration=settings.DEMONSTRATION,
        end=phrases.end(Form(round_.document_form)),
    )


def _chair(round_: Round) -> str:
    return ", ".join(filter(None, [round_.chair_name, round_.chair_title]))
