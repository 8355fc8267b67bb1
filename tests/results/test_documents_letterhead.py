"""What the settings of a unit print: the superior only if chosen, the drafting unit as last recipient."""

import json
from dataclasses import replace

import pytest

from documents.letterhead import Form
from officials.models import Unit
from results.documents import phrases
from results.documents.assemble import minutes_data, report_data
from results.documents.render import render_minutes
from rounds.models import Round
from simulation import sample_documents
from tests.results.factories import make_certified_round
from tests.results.pdf import pages
from tests.results.said import said
from tests.roles import make_unit


@pytest.fixture
def unit(db: None) -> Unit:
    above = make_unit("Đảng bộ Bộ Tài chính")
    return make_unit("Cục Thuế tỉnh Hòa Bình", parent=above, authority=above)


def certified(unit: Unit) -> Round:
    return make_certified_round(((4, 1, 1),), unit=unit)


def test_the_superior_is_not_printed_unasked(unit: Unit) -> None:
    data = minutes_data(certified(unit))
    assert data.heading.superior == ""
    assert "ĐẢNG BỘ BỘ TÀI CHÍNH" not in said(data)


@pytest.mark.slow
def test_the_superior_is_printed_if_chosen_and_stays_as_frozen(unit: Unit) -> None:
    unit.superior_on_letterhead = True
    unit.save()
    round_ = certified(unit)
    unit.superior_on_letterhead = False
    unit.save()
    assert minutes_data(round_).heading.superior == "Đảng bộ Bộ Tài chính"


@pytest.mark.slow
def test_rounds_frozen_earlier_keep_their_letterhead(unit: Unit) -> None:
    round_ = certified(unit)
    config = json.loads(bytes(round_.config or b""))
    del config["superior_on_letterhead"], config["drafting_code"]
    round_.config = json.dumps(config).encode()
    assert minutes_data(round_).heading.superior == "Đảng bộ Bộ Tài chính"


@pytest.mark.slow
def test_the_report_ends_with_the_drafting_unit(unit: Unit) -> None:
    unit.drafting_code = "TCCB"
    unit.save()
    assert "- Lưu: VT, TCCB." in said(report_data(certified(unit)))
    assert phrases.filed(Form.PARTY, "Đảng bộ", "BTC") == "Lưu Đảng ủy, BTC"


@pytest.mark.slow
def test_full_codes_stand_in_an_annex_of_their_own() -> None:
    data = sample_documents.minutes(3)
    *before, annex = pages(render_minutes(data))
    root = data.fingerprint.root[:4].upper()
    assert "PHỤ LỤC" in annex
    assert f"{root} " in annex
    assert not any(f"{root} " in page for page in before)
    assert any(data.fingerprint.short in page for page in before)
    assert data.fingerprint.check_url in annex


@pytest.mark.slow
def test_documents_of_a_demonstration_say_so() -> None:
    data = sample_documents.minutes(1)
    shown = replace(data, heading=replace(data.heading, demonstration=True))
    assert "BẢN TRÌNH DIỄN (không có giá trị)" in " ".join(pages(render_minutes(shown))[0].split())
