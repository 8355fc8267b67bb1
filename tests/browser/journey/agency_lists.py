"""Lists as an agency has them in Excel: units, officials, accounts, members of groups, a roll."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.lists.importing import xlsx

NAMES = ("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Khánh", "Lan", "Minh", "Nga", "Oanh", "Phúc", "Quân")
FAMILIES = ("Nguyễn Văn", "Trần Thị", "Lê Quang", "Phạm Thu", "Hoàng Minh", "Vũ Ngọc", "Đặng Thanh")
LEADERS = ("Cục trưởng", "Phó Cục trưởng", "Phó Cục trưởng", "Chánh Văn phòng")
DIVISIONS = (
    "Kế hoạch",
    "Tài chính",
    "Tổ chức",
    "Pháp chế",
    "Thanh tra",
    "Khuyến công",
    "Kỹ thuật",
    "Hợp tác",
)


@dataclass(frozen=True)
class Person:
    """A row of the lists: a person with a staff code and an address; `title` is the post of an official."""

    number: int
    unit: str
    title: str = ""

    @property
    def name(self) -> str:
        family = FAMILIES[self.number % len(FAMILIES)]
        return f"{family} {NAMES[self.number % len(NAMES)]} {NAMES[self.number // 13 % len(NAMES)]}"

    @property
    def code(self) -> str:
        return f"CB-{self.number:04}"

    @property
    def address(self) -> str:
        return f"canbo{self.number}@example.vn"


def save(folder: Path, name: str, rows: Sequence[Sequence[object]]) -> Path:
    """Write a list with a title above its header, as agencies do."""
    file = folder / f"{name}.xlsx"
    file.write_bytes(xlsx([[name.upper()], [], *rows]))
    return file


def officials(folder: Path, people: Sequence[Person]) -> Path:
    header = ["STT", "Họ và tên", "Mã cán bộ", "Chức vụ", "Đơn vị", "Ngày bổ nhiệm"]
    rows = [
        [place, one.name, one.code, one.title, one.unit, "01/03/2022"]
        for place, one in enumerate(people, start=1)
    ]
    return save(folder, "Danh sách cán bộ", [header, *rows])


def roll(folder: Path, people: Sequence[Person]) -> Path:
    header = ["STT", "Họ và tên", "Mã cán bộ", "Thư điện tử", "Chức vụ"]
    rows = [
        [place, one.name, one.code, one.address, one.title or "Chuyên viên"]
        for place, one in enumerate(people, start=1)
    ]
    return save(folder, "Danh sách người ghi phiếu", [header, *rows])


def units(folder: Path, top: str, below: Sequence[str]) -> Path:
    header = ["Tên đơn vị", "Đơn vị cấp trên", "Cấp có thẩm quyền quản lý cán bộ", "Ký hiệu", "Địa danh"]
    rows = [[name, top, top, f"C{place}", "Hà Nội"] for place, name in enumerate(below, start=1)]
    return save(folder, "Danh sách đơn vị", [header, [top, "", "", "BCT", "Hà Nội"], *rows])


def accounts(folder: Path, people: Sequence[Person]) -> Path:
    header = ["STT", "Họ và tên", "Mã cán bộ", "Thư điện tử", "Đơn vị"]
    rows = [[place, one.name, one.code, one.address, one.unit] for place, one in enumerate(people, start=1)]
    return save(folder, "Danh sách tài khoản", [header, *rows])


def members(folder: Path, group: str, people: Sequence[Person]) -> Path:
    header = ["Nhóm", "Đơn vị", "Họ và tên", "Mã cán bộ", "Chức vụ"]
    return save(
        folder,
        "Thành viên các nhóm",
        [header, *([group, one.unit, one.name, one.code, "Chuyên viên chính"] for one in people)],
    )
