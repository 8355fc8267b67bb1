"""What the rows of a round become in its documents."""

import datetime
import json
from dataclasses import asdict
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import override

from documents.letterhead import Form, Mark
from results.documents.assemble import minutes_data, report_data
from results.documents.render import render_minutes, render_report
from results.models import Certification
from rounds.models import Round
from rounds.services import ballot_lines, moves
from tests.ballots.hall import election_code_of
from tests.results.factories import FINGERPRINT, certify, make_certified_round
from tests.results.pdf import text
from tests.results.said import said
from tests.roles import make_frozen_round, make_official, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def certified(certified_round: Round) -> Round:
    return certified_round


def test_the_minutes_take_their_date_from_the_certification(certified: Round) -> None:
    data = minutes_data(certified)
    at = Certification.objects.get(pk=certified.pk).certified_at
    assert data.certified == data.ended == at


def test_the_counting_team_is_printed_head_first(certified: Round) -> None:
    team = minutes_data(certified).team
    assert [(member.name, member.role) for member in team] == [
        ("Phan Trưởng Ban", "Trưởng ban"),
        ("Trịnh Ủy Viên", "Thành viên"),
        ("Đinh Ủy Viên", "Thành viên"),
    ]


def test_lines_are_in_ballot_order_with_their_posts(certified: Round) -> None:
    lines = minutes_data(certified).sheet.lines
    assert [line.row for line in lines] == [1, 2, 3]
    by_name = {line.name: line for line in lines}
    assert by_name["Trần Thị An"].posts == ("Cục trưởng", "Bí thư Chi bộ")


def test_the_fingerprint_and_where_to_check_it(certified: Round) -> None:
    fingerprint = minutes_data(certified).fingerprint
    assert fingerprint.root == FINGERPRINT
    assert fingerprint.check_url.endswith(f"/vote/{certified.pk}/")
    assert len(fingerprint.statement) == 64


def test_the_minutes_print_the_election_code(certified: Round) -> None:
    code = election_code_of(certified)
    assert f"Mã cuộc lấy phiếu: {code}" in said(minutes_data(certified))


@pytest.mark.slow
def test_the_authority_lines_of_the_round_stand_above_the_signer() -> None:
    entered: dict[str, Any] = {
        "signing_authority": "TM. ĐẢNG ỦY\r\n\r\nkt. Bí thư",
        "chair_title": "Phó Bí thư",
    }
    signature = report_data(make_certified_round(((4, 1, 1),), **entered)).signature
    assert signature.authority == ("TM. ĐẢNG ỦY", "KT. BÍ THƯ")
    assert (signature.title, signature.name) == ("Phó Bí thư", "Lê Chủ Trì")


def test_the_report_goes_to_the_authority_with_the_legal_basis(certified: Round) -> None:
    data = report_data(certified)
    assert data.addressees == ("Bộ Công Thương",)
    assert data.legal_basis[0].startswith("Căn cứ Quy định số 96-QĐ/TW")
    plan = "Căn cứ Kế hoạch số 12/KH-ĐV ngày 10 tháng 01 năm"
    assert data.legal_basis[-1].startswith(plan)
    assert "của Cục Công Thương địa phương về việc lấy phiếu tín nhiệm đối với" in data.legal_basis[-1]
    assert data.signature.name == "Lê Chủ Trì"
    assert len(data.thresholds) == 2


def test_exempt_officials_are_printed_with_reason_in_vietnamese(draft_round: Round) -> None:
    notice = datetime.date(2026, 2, 3)
    make_official(draft_round.unit, "Ngô Thị Lan", retirement_notice_on=notice)
    ballot_lines.propose_lines(round_id=draft_round.pk)
    sealed = moves.freeze_round(round_id=draft_round.pk, actor=None)
    (exempt,) = minutes_data(certify(sealed)).exempt
    assert (exempt.name, exempt.posts) == ("Ngô Thị Lan", ("Trưởng phòng",))
    assert "chờ nghỉ hưu" in exempt.reason


def test_documents_are_vietnamese_in_every_locale(certified: Round) -> None:
    with override("en"):
        english = minutes_data(certified), report_data(certified)
    with override("vi"):
        vietnamese = minutes_data(certified), report_data(certified)
    assert english == vietnamese


def test_a_round_frozen_by_an_earlier_release_still_has_its_documents(certified: Round) -> None:
    config = json.loads(bytes(certified.config or b""))
    del config["plan_issuer"], config["meets_at"]
    config["exemptions"] = [
        {name: row[name] for name in ("name", "reason", "detail")} for row in config["exemptions"]
    ]
    certified.config, certified.plan_copy = json.dumps(config).encode(), None
    assert report_data(certified).legal_basis[-1].endswith("2026 về việc lấy phiếu tín nhiệm")
    assert minutes_data(certified).meeting.begun is None
    assert "Hội nghị được tổ chức tại" in said(report_data(certified))


@pytest.mark.slow
def test_the_meeting_begins_before_the_vote_opens() -> None:
    begun = timezone.now().replace(microsecond=0) - datetime.timedelta(minutes=30)
    round_ = make_certified_round(((4, 1, 1),), meets_at=begun)
    assert report_data(round_).meeting.begun == begun
    with pytest.raises(IntegrityError):
        make_round(round_.unit, meets_at=timezone.now() + datetime.timedelta(days=9))


@pytest.mark.slow
def test_form_and_mark_are_those_of_the_frozen_round() -> None:
    sealed = make_frozen_round(document_form="party", marking="internal", lines=3)
    heading = minutes_data(certify(sealed)).heading
    assert (heading.form, heading.mark) == (Form.PARTY, Mark.INTERNAL)
    assert heading.number is None


def test_a_round_without_certification_has_no_minutes(frozen_round: Round) -> None:
    with pytest.raises(Certification.DoesNotExist):
        minutes_data(frozen_round)


@pytest.mark.slow
def test_both_documents_are_rendered_from_the_rows(certified: Round) -> None:
    minutes, report = (
        text(render_minutes(minutes_data(certified))),
        text(render_report(report_data(certified))),
    )
    assert "Trần Thị An" in minutes
    assert "Trần Thị An" in report
    assert "PHAN TRƯỞNG BAN" not in minutes
    assert "66,67%" in report


@pytest.mark.slow
def test_the_number_of_queries_does_not_grow_with_the_officials(
    django_assert_max_num_queries: Any,
) -> None:
    few, many = make_certified_round(((6, 0, 0),)), make_certified_round(((6, 0, 0),) * 12)
    for round_ in (few, many):
        with django_assert_max_num_queries(25):
            asdict(report_data(Round.objects.get(pk=round_.pk)))


def test_minutes_name_their_bases_with_the_plan(certified: Round) -> None:
    assert "Quy định số 96-QĐ/TW" in minutes_data(certified).legal_basis[0]
    assert (
        minutes_data(certified).legal_basis[-1].startswith("Căn cứ Kế hoạch số 12/KH-ĐV ngày 10 tháng 01 năm")
    )
