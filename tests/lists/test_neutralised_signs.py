"""What keeps a text of a CSV file from being a formula is taken away again when the file is read."""

import pytest

from common.sheets import FORMULA_SIGNS, comma_separated
from lists.reading import texts


@pytest.mark.parametrize("sign", FORMULA_SIGNS)
def test_written_sign_is_read_back(sign: str) -> None:
    content = comma_separated(["Tên", "Chức vụ"], [["Hòa", f"{sign}Phó"]], delimiter=";")
    assert texts.read(content).rows == [["Tên", "Chức vụ"], ["Hòa", f"{sign}Phó"]]
