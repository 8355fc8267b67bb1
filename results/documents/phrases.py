"""What minutes and report say of the counting team and of its numbers."""

from __future__ import annotations

from documents.wording import count, plain_name
from results.outcomes import BaseKind, CountSheet, ThresholdBand

BASES = {
    BaseKind.RETURNED: "tổng số phiếu thu về",
    BaseKind.SUMMONED: "tổng số người được triệu tập",
}


def threshold(band: ThresholdBand) -> str:
    """`trên 1/2` when strict, otherwise `từ 2/3 trở lên`."""
    fraction = f"{band.numerator}/{band.denominator}"
    return f"trên {fraction}" if band.strict else f"từ {fraction} trở lên"


def base(sheet: CountSheet) -> str:
    """What the percentages are shares of, with the number where one holds for all lines."""
    if sheet.base_kind is BaseKind.VALID:
        return "số phiếu hợp lệ của từng người"
    number = sheet.summoned if sheet.base_kind is BaseKind.SUMMONED else sheet.returned
    unit = "người" if sheet.base_kind is BaseKind.SUMMONED else "phiếu"
    return f"{BASES[sheet.base_kind]} ({count(number)} {unit})"


def role(team_label: str, *, head: bool) -> str:
    """`Ban kiểm phiếu` is led by a `Trưởng ban`, `Tổ kiểm phiếu` by a `Tổ trưởng`."""
    if not head:
        return "Thành viên"
    words = team_label.split()
    first = words[0].lower() if words else "ban"
    return "Tổ trưởng" if first == "tổ" else f"Trưởng {first}"


def head_title(role: str, team_label: str) -> str:
    """`TRƯỞNG BAN KIỂM PHIẾU`, `TỔ TRƯỞNG TỔ KIỂM PHIẾU`: the shared word is said once."""
    words, label = role.split(), team_label.split()
    if words and label and words[-1].lower() == label[0].lower():
        words = words[:-1]
    return " ".join([*words, *label]).upper()


def some_of(names: tuple[str, ...], whole: int) -> str:
    """`02/03 thành viên: A, B`; "" when nobody is named."""
    if not names:
        return ""
    return f"{count(len(names))}/{count(whole)} thành viên: {', '.join(plain_name(name) for name in names)}"


def agreed(signed: int, whole: int, team_label: str) -> str:
    """Who stands behind the minutes: all of the team only if all have signed."""
    if signed == whole:
        return f"đã được đọc cho toàn thể {team_label} nghe, nhất trí và cùng ký tên"
    return f"đã được {count(signed)}/{count(whole)} thành viên {team_label} nhất trí và ký xác nhận"
