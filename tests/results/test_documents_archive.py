"""The files are built as PDF/A-3a (structure only: no validator is part of these tests)."""

import hashlib
import json

import pikepdf
import pytest

from documents.fonts import FACES
from documents.letterhead import Form
from simulation import sample_documents
from tests.results import sample_prints
from tests.results.pdf import fonts, opened


@pytest.fixture(scope="module", params=["minutes", "report"])
def pdf(request: pytest.FixtureRequest) -> pikepdf.Pdf:
    if request.param == "minutes":
        return opened(sample_prints.minutes(3))
    return opened(sample_prints.report(3, Form.PARTY))


def test_the_metadata_claim_part_3_conformance_a(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "A")
        assert xmp["xmp:CreateDate"] == xmp["xmp:ModifyDate"] == "2026-02-05T04:20:00+00:00"
        assert xmp["dc:title"] == str(pdf.docinfo["/Title"])


def test_the_date_in_the_file_is_that_of_the_certification(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.docinfo["/CreationDate"]) == "D:20260205042000+00'00"
    assert str(pdf.docinfo["/ModDate"]) == "D:20260205042000+00'00"


def test_colours_have_an_output_intent(pdf: pikepdf.Pdf) -> None:
    (intent,) = pdf.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    assert intent.DestOutputProfile.N == 3


def test_every_font_is_embedded_and_is_liberation_serif(pdf: pikepdf.Pdf) -> None:
    found = fonts(pdf)
    assert 3 <= len(found) <= len(FACES)
    for name, descriptor in found.items():
        assert "Liberation-Serif-Document" in name
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_the_document_is_tagged_vietnamese_and_titled(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.Root.Lang) == "vi"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert pdf.Root.StructTreeRoot.K[0].S == "/Document"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_the_file_has_an_identifier_and_nothing_active(pdf: pikepdf.Pdf) -> None:
    assert len(pdf.trailer.ID) == 2
    assert not pdf.is_encrypted
    assert "/OpenAction" not in pdf.Root
    assert "/AA" not in pdf.Root
    names = pdf.Root.Names.keys()
    assert "/JavaScript" not in names
    assert "/AcroForm" not in pdf.Root
    assert not any(
        isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/JavaScript" for thing in pdf.objects
    )


def test_the_result_is_attached_once_as_data(pdf: pikepdf.Pdf) -> None:
    (attached,) = pdf.Root.AF
    assert attached.AFRelationship == "/Data"
    assert str(attached.UF) == "ket-qua.json"
    stream = attached.EF.F
    content = stream.read_bytes()
    assert str(stream.Subtype) == "/application/json"
    assert str(stream.Params.ModDate) == "D:20260205042000Z"
    assert bytes(stream.Params.CheckSum) == hashlib.md5(content, usedforsecurity=False).digest()
    assert json.loads(content)["sheet"]["returned"] == 48


def test_the_attached_data_state_what_is_printed(pdf: pikepdf.Pdf) -> None:
    data = json.loads(pdf.Root.AF[0].EF.F.read_bytes())
    first, second, _third = data["results"]
    assert first == {
        "row": 1,
        "base": 48,
        "outcome": None,
        "pct_high": "83,33%",
        "pct_confidence": "0,00%",
        "pct_low": "10,42%",
    }
    assert second["outcome"] == (
        sample_documents.THRESHOLDS[0].consequence if data["kind"] == "report" else None
    )
    assert data["certified"] == "2026-02-05T04:20:00+00:00"


def test_every_header_of_the_table_says_what_it_heads(pdf: pikepdf.Pdf) -> None:
    cells = [
        thing
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") in ("/TD", "/TH")
    ]
    scopes = [str(cell.A.Scope) for cell in cells if cell.S == "/TH"]
    assert scopes.count("/Column") == 13 * (len(scopes) // 13)
    assert scopes.count("/Row") == 3
    assert len(cells) - len(scopes) == 3 * 9
