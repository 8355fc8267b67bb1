"""The number of a document as state and Party print it."""

from dataclasses import replace

import pytest

from documents import letterhead
from documents.letterhead import Form
from simulation import sample_documents


@pytest.mark.parametrize(
    ("form", "number", "printed"),
    [
        (Form.STATE, 5, "Số: 05/BC-CTĐP"),
        (Form.STATE, 127, "Số: 127/BC-CTĐP"),
        (Form.PARTY, 5, "Số 05-BC/CTĐP"),
        (Form.PARTY, 127, "Số 127-BC/CTĐP"),
    ],
)
def test_the_number_of_a_document(form: Form, number: int, printed: str) -> None:
    heading = replace(sample_documents.heading(), form=form, number=number)
    assert letterhead.number_line(heading, "BC") == printed


def test_missing_number_leaves_blank_space() -> None:
    heading = replace(sample_documents.heading(), number=None, symbol="")
    assert letterhead.number_line(heading, "BB") == f"Số: {letterhead.BLANK_NUMBER}/BB"


def test_authority_lines_never_end_with_a_lone_word() -> None:
    found = letterhead.authority_lines("  tm. ban chấp hành đảng bộ cục \n\nkt. cục trưởng")
    assert found == ("TM. BAN CHẤP HÀNH ĐẢNG BỘ\u00a0CỤC", "KT. CỤC TRƯỞNG")
    assert letterhead.authority_lines("") == ()
