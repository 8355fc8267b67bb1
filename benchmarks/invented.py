"""Invented Vietnamese names, as frequent as real ones, so that searches and namesakes are realistic."""

import random
from collections.abc import Iterator

# Family names with their share of the population in tenths of a percent.
FAMILY_NAMES = {
    "Nguyễn": 384, "Trần": 121, "Lê": 95, "Phạm": 70, "Hoàng": 51, "Phan": 45, "Vũ": 39, "Đặng": 21, "Bùi": 20,
    "Đỗ": 14, "Hồ": 13, "Ngô": 13, "Dương": 10, "Lý": 5, "Đinh": 5, "Trịnh": 4, "Mai": 4, "Cao": 3, "Quách": 2,
}  # fmt: skip
WOMEN = (
    ("Thị", "Thị Thanh", "Thị Thu", "Thị Ngọc", "Thị Minh", "Ngọc", "Thu", "Phương", "Thị Kim", "Bích"),
    ("An", "Anh", "Chi", "Dung", "Hà", "Hạnh", "Hằng", "Hoa", "Hương", "Lan", "Linh", "Loan", "Mai", "Nga", "Ngọc",
     "Nhung", "Oanh", "Phương", "Quyên", "Thảo", "Thủy", "Trang", "Tuyết", "Vân", "Xuân", "Yến"),
)  # fmt: skip
MEN = (
    ("Văn", "Hữu", "Đức", "Quang", "Minh", "Quốc", "Xuân", "Đình", "Công", "Thế", "Ngọc", "Thanh"),
    ("An", "Bình", "Cường", "Dũng", "Đạt", "Đông", "Giang", "Hải", "Hiếu", "Hoàng", "Hùng", "Huy", "Khánh", "Khoa",
     "Long", "Minh", "Nam", "Phong", "Phúc", "Quân", "Sơn", "Thắng", "Thành", "Tuấn", "Tùng", "Việt", "Vinh"),
)  # fmt: skip
UNITS = (
    "Cục Gốm sứ", "Cục Dệt may", "Cục Mây tre", "Vụ Kế hoạch", "Vụ Pháp chế", "Vụ Tổ chức cán bộ", "Viện Men màu",
    "Trung tâm Thông tin", "Trung tâm Khuyến công", "Báo Làng nghề", "Trường Mỹ nghệ", "Thanh tra",
)  # fmt: skip
PARTS = (
    "Văn phòng", "Phòng Tổng hợp", "Phòng Tài chính", "Phòng Nhân sự", "Phòng Kỹ thuật", "Phòng Nghiệp vụ",
    "Phòng Hợp tác quốc tế", "Phòng Kiểm tra", "Chi nhánh miền Trung", "Chi nhánh miền Nam",
)  # fmt: skip
WORK_POSTS = (
    "Cục trưởng", "Phó Cục trưởng", "Chánh Văn phòng", "Trưởng phòng", "Phó Trưởng phòng", "Giám đốc Trung tâm",
    "Phó Giám đốc Trung tâm",
)  # fmt: skip
PARTY_POSTS = ("Bí thư Đảng ủy", "Phó Bí thư Đảng ủy", "Bí thư Chi bộ", "Phó Bí thư Chi bộ", "Chi ủy viên")


def people(seed: int) -> Iterator[str]:
    """Yield full names without end, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - names, not secrets
    families, shares = list(FAMILY_NAMES), list(FAMILY_NAMES.values())
    while True:
        middles, given = chance.choice((WOMEN, MEN))
        family = chance.choices(families, shares)[0]
        yield f"{family} {chance.choice(middles)} {chance.choice(given)}"


def unit_name(number: int) -> str:
    """Return the name of a unit: a department for the first, then a part of one; all differ."""
    department, part = UNITS[number % len(UNITS)], number // len(UNITS)
    if part == 0:
        return department
    place, round_ = PARTS[(part - 1) % len(PARTS)], (part - 1) // len(PARTS)
    return f"{place} {department}" + (f" {round_ + 1}" if round_ else "")
