"""The letterhead of a document: issuing agency, form, number, mark and signer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from documents.wording import plain_name, unbroken_end

BLANK_NUMBER = "\u00a0" * 10


class Form(StrEnum):
    """The form of a document: state or Party."""

    STATE = "state"
    PARTY = "party"


class Mark(StrEnum):
    """The mark of circulation or secrecy printed under the number."""

    NONE = "none"
    INTERNAL = "internal"
    SECRET = "secret"  # noqa: S105 -- a mark of secrecy, not a password


MARKS = {Mark.NONE: "", Mark.INTERNAL: "LƯU HÀNH NỘI BỘ", Mark.SECRET: "MẬT"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Issuing agency and number. `number` is None while the clerk has not given one.

    A `rehearsal` and a document of a `demonstration` say on their first page that they have no validity.
    """

    form: Form = Form.STATE
    superior: str = ""
    agency: str
    number: int | None = None
    symbol: str = ""
    mark: Mark = Mark.NONE
    rehearsal: bool = False
    demonstration: bool = False
    end: str = "./."  # of the last sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Authority lines (TM., KT., TL.), the signer's title and name."""

    authority: tuple[str, ...] = ()
    title: str
    name: str


def heading_context(heading: Heading, kind: str) -> dict[str, Any]:
    """Return what `templates/documents/_heading_*.html` prints; `kind` is the code of the type, such as `BB`."""
    return {
        "form": heading.form.value,
        "superior": unbroken_end(heading.superior.upper()),
        "agency": unbroken_end(heading.agency.upper()),
        "agency_name": heading.agency,
        "number": number_line(heading, kind),
        "end": heading.end,
        "mark": MARKS[heading.mark],
        "mark_class": heading.mark.value,
        "without_validity": _without_validity(heading),
    }


def _without_validity(heading: Heading) -> str:
    if heading.rehearsal:
        return "BẢN DIỄN TẬP"
    return "BẢN TRÌNH DIỄN" if heading.demonstration else ""


def number_line(heading: Heading, kind: str) -> str:
    """Return `Số: 05/BC-CTĐP` (state) or `Số 05-BC/CTĐP` (Party); a missing number is left open."""
    number = BLANK_NUMBER if heading.number is None else f"{heading.number:02d}"
    parts = [kind, heading.symbol] if heading.symbol else [kind]
    if heading.form is Form.PARTY:
        return f"Số {number}-{'/'.join(parts)}"
    return f"Số: {number}/{'-'.join(parts)}"


def authority_lines(text: str) -> tuple[str, ...]:
    """Return the lines above the signer's title, such as `TM. LÃNH ĐẠO CỤC`; none of them breaks before its last word."""
    return tuple(unbroken_end(line.upper()) for line in text.splitlines() if line.strip())


def signer_name(name: str) -> str:
    """Return the name printed under a signature, without academic titles and without line breaks."""
    return unbroken_end(plain_name(name))
