"""Names and posts are cleaned of what is not part of them, and of nothing else."""

import pytest

from lists import cleaning

NAMES = [
    ("Ông Nguyễn Văn An", "Nguyễn Văn An"),
    ("Đ/c Lê Thị Bà", "Lê Thị Bà"),
    ("Đồng chí: ThS. Trần Bình", "Trần Bình"),
    ("Đ/c Thiếu tướng LÊ VĂN CẢNH", "Lê Văn Cảnh"),
    ("THƯỢNG UÝ, TS. LÊ VĂN CẢNH", "Lê Văn Cảnh"),
    ("Trung Tá", "Trung Tá"),
    ("HOÀNG CÔNG AN", "Hoàng Công An"),
    ("Hoàng Công An", "Hoàng Công An"),
    ("Đặng Bà Lan", "Đặng Bà Lan"),
    ("Ông Thắng", "Ông Thắng"),
    ("Y Thanh Hà Niê Kđăm", "Y Thanh Hà Niê Kđăm"),
    ("K'BRỂ", "K'Brể"),
]


@pytest.mark.parametrize(("written", "name"), NAMES)
def test_names(written: str, name: str) -> None:
    assert cleaning.person_name(written) == name


@pytest.mark.parametrize(
    ("written", "title"),
    [("PHÓ CHỦ TỊCH UBND", "Phó chủ tịch UBND"), ("Trưởng phòng", "Trưởng phòng"), ("UBND", "UBND")],
)
def test_posts(written: str, title: str) -> None:
    assert cleaning.post_title(written) == title


@pytest.mark.parametrize(
    "written", ["05 / 02 / 1975", "'5.2.1975", "1975-02-05 00:00:00", "1975-02-05T00:00"]
)
def test_dates_as_texts(written: str) -> None:
    assert cleaning.day(written) == "1975-02-05"
