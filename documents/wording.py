"""The written forms of Vietnamese official documents: numbers, dates, names, lists."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

# Vietnam has one time zone without daylight saving, so no zone data is needed.
VIETNAM = timezone(timedelta(hours=7))
ACADEMIC_TITLES = re.compile(r"^(?:(?:GS|PGS|TSKH|TS|ThS|BSCK[I]*|BS|KS|CN|LS)\b[.\s]*)+")
SCANNED = "có bản chụp lưu kèm"  # of a document whose file the product keeps
WRITTEN_DATE = re.compile(r"[Nn]gày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})")


def quantity(number: int) -> str:
    """Return a quantity for running text: `05`, `47`, `1.234`."""
    return f"{number:02d}" if 0 < number < 10 else f"{number:,d}".replace(",", ".")


def long_date(day: date) -> str:
    """`ngày 05 tháng 02 năm 2026`: days under 10 and months 1 and 2 take a leading zero."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def with_long_dates(text: str) -> str:
    """Return a recorded sentence with its dates in the form that documents use."""
    return WRITTEN_DATE.sub(lambda found: long_date(date(int(found[3]), int(found[2]), int(found[1]))), text)


def moment(at: datetime) -> str:
    """`08 giờ 30 phút, ngày 05 tháng 02 năm 2026`, in the time of Vietnam."""
    local = at.astimezone(VIETNAM)
    return f"{local:%H} giờ {local:%M} phút, {long_date(local.date())}"


def unbroken_end(text: str) -> str:
    """Return a centred heading whose last line never holds a single word."""
    words = text.split()
    if len(words) < 4:
        return " ".join(words)
    return " ".join(words[:-2]) + " " + "\u00a0".join(words[-2:])


def plain_name(name: str) -> str:
    """Return a signer's name without academic titles (docs/domain.md §7.1)."""
    return ACADEMIC_TITLES.sub("", name.strip())


def legal_lines(lines: tuple[str, ...]) -> list[str]:
    """Return the legal bases, each ending with a semicolon, the last with a full stop."""
    bare = [line.strip().rstrip(";.") for line in lines]
    ends = [";"] * (len(bare) - 1) + ["."]
    return [line + end for line, end in zip(bare, ends, strict=False)]


def recipient_lines(lines: tuple[str, ...]) -> list[str]:
    """Return the recipients: `- A;` and the last `- Lưu: VT.`"""
    return [f"- {line}" for line in legal_lines(lines)]


def as_clause(text: str) -> str:
    """Return a phrase of the rule set for use inside a sentence: small first letter, no full stop."""
    bare = text.strip().rstrip(".;")
    return bare if bare[1:2].isupper() else bare[:1].lower() + bare[1:]


def grouped(hexadecimal: str, size: int = 4) -> str:
    """Return a long hex value in groups, for comparing it aloud."""
    text = hexadecimal.upper()
    return " ".join(text[i : i + size] for i in range(0, len(text), size))
