"""Phrases of minutes and report about the counting team and the figures."""

from __future__ import annotations

from django.conf import settings

from documents.letterhead import Form
from documents.wording import plain_name, quantity
from results.outcomes import BaseKind, CountSheet, ThresholdBand, percentage
from rounds.models import Level

BASES = {
    BaseKind.RETURNED: "tổng số phiếu thu về",
    BaseKind.SUMMONED: "tổng số người được triệu tập",
}


def share_of_low(band: ThresholdBand, above: ThresholdBand | None, level: str) -> str:
    """`trên 1/2 nhưng dưới 2/3 số phiếu tín nhiệm thấp`, `từ 2/3 số phiếu tín nhiệm thấp trở lên`."""
    low, ballots = f"{band.numerator}/{band.denominator}", f"số phiếu {level.lower()}"
    if above is None:
        return f"trên {low} {ballots}" if band.strict else f"từ {low} {ballots} trở lên"
    least = f"trên {low}" if band.strict else f"từ {low}"
    limit = f"{above.numerator}/{above.denominator}"
    return f"{least} đến {limit} {ballots}" if above.strict else f"{least} nhưng dưới {limit} {ballots}"


def end(form: Form) -> str:
    """Return the end mark of the last sentence (docs/domain.md §§7.1, 7.2)."""
    return "./." if form is Form.STATE else str(settings.PARTY_DOCUMENT_END)


def filed(form: Form, unit: str, drafting: str = "") -> str:
    """Return the last recipient: the clerk in the state form, the body itself in the Party form.

    It ends with the code of the unit that drafted the document, if one was entered.
    """
    if form is Form.STATE:
        line = "Lưu: VT"
    else:
        own = "Lưu Chi bộ" if unit.lower().startswith("chi bộ") else "Lưu Đảng ủy"
        line = str(settings.PARTY_DOCUMENT_FILING or own)
    return f"{line}, {drafting}" if drafting else line


def base(sheet: CountSheet) -> str:
    """Return the base of the percentages, with the number if it is the same for all lines."""
    if sheet.base_kind is BaseKind.VALID:
        return "số phiếu hợp lệ của từng người"
    number = sheet.summoned if sheet.base_kind is BaseKind.SUMMONED else sheet.returned
    unit = "người" if sheet.base_kind is BaseKind.SUMMONED else "phiếu"
    return f"{BASES[sheet.base_kind]} ({quantity(number)} {unit})"


def role(team_label: str, *, head: bool) -> str:
    """`Ban kiểm phiếu` is led by a `Trưởng ban`, `Tổ kiểm phiếu` by a `Tổ trưởng`."""
    if not head:
        return "Thành viên"
    words = team_label.split()
    first = words[0].lower() if words else "ban"
    return "Tổ trưởng" if first == "tổ" else f"Trưởng {first}"


def head_title(role: str, team_label: str) -> str:
    """Return `TRƯỞNG BAN KIỂM PHIẾU` or `TỔ TRƯỞNG TỔ KIỂM PHIẾU`, without repeating a shared word."""
    words, label = role.split(), team_label.split()
    if words and label and words[-1].lower() == label[0].lower():
        words = words[:-1]
    return " ".join([*words, *label]).upper()


def members_named(names: tuple[str, ...], whole: int) -> str:
    """Return `02/03 thành viên (A, B)`; "" without names."""
    if not names:
        return ""
    return f"{quantity(len(names))}/{quantity(whole)} thành viên ({', '.join(plain_name(name) for name in names)})"


def agreed(signed: int, whole: int, team_label: str) -> str:
    """Return the phrase about agreement with the minutes: the whole team only if all have signed."""
    if signed == whole:
        return f"đã được đọc cho toàn thể {team_label} nghe, nhất trí và cùng ký tên"
    return f"đã được {quantity(signed)}/{quantity(whole)} thành viên {team_label} nhất trí và ký tên"


def gap(sheet: CountSheet) -> str:
    """Return why the printed percentages of a person may not add up to 100,00%; "" where all do."""
    bases = [(line, sheet.base(line)) for line in sheet.lines if sheet.base(line) > 0]
    whole = [line for line, base in bases if line.valid == base]
    rounded = any(sum(percentage(line.count(level), line.valid) for level in Level) != 100 for line in whole)
    causes = ["làm tròn số"] if rounded else []
    if len(whole) < len(bases):
        causes.append(f"mẫu số là {BASES[sheet.base_kind]}, không chỉ số phiếu hợp lệ đối với người đó")
    return f"Tỷ lệ của một người cộng lại có thể khác 100,00% do {'; do '.join(causes)}." if causes else ""
