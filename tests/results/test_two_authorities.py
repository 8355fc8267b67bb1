"""A meeting with officials of two authorities: each gets a report about its own."""

import pytest
from django.test import Client
from django.urls import reverse

from officials.models import Post, Unit, User
from results.documents.assemble import report_data
from results.models import Document
from results.readers import rights_over
from results.selectors import document_for_reader, documents_for_reader, results_for_reader
from results.services.publishing import before_publishing
from results.services.rendering import render_documents
from results.wanted import wanted_documents
from rounds.errors import MoveRefused
from rounds.frozen import frozen_configuration
from rounds.models import Round
from rounds.services import moves
from tests.results.factories import certify, publish
from tests.results.said import said
from tests.roles import Role, make_draft_round, make_frozen_round, make_official, make_unit, make_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def province() -> Unit:
    return make_unit("Tỉnh ủy")


@pytest.fixture
def frozen(unit: Unit, province: Unit) -> Round:
    """A round whose second official is managed by another authority than the unit's."""
    for name, title in (("Lê An", "Phó Cục trưởng"), ("Hồ Yến", "Cục trưởng")):
        make_official(unit, name, posts=(title,))
    Post.objects.filter(title="Phó Cục trưởng").update(managed_by=province)
    return make_frozen_round(unit, lines=1)


@pytest.fixture
def province_leader(province: Unit) -> User:
    return make_with_role("lanhdaotinh", "Vũ Tỉnh Ủy", province, Role.LEADERSHIP)


def test_frozen_lines_keep_the_authority(frozen: Round, authority: Unit, province: Unit) -> None:
    Post.objects.update(managed_by=None)
    kept = {line.official.full_name: line.managed_by for line in frozen.lines.select_related("managed_by")}
    assert (kept["Hồ Yến"], kept["Lê An"]) == (authority, province)
    words = {line.name: line.managed_by for line in frozen_configuration(frozen).lines}
    assert (words["Hồ Yến"], words["Lê An"]) == (authority.name, province.name)


@pytest.mark.slow
def test_each_authority_gets_a_report_about_its_officials(
    frozen: Round, authority: Unit, province: Unit
) -> None:
    round_ = certify(frozen)
    _minutes, own, other = wanted_documents(round_)
    reports = [report_data(round_, wanted) for wanted in (own, other)]
    assert [report.addressees for report in reports] == [(authority.name,), (province.name,)]
    assert [line.name for line in reports[1].sheet.lines] == ["Lê An"]
    assert "Lê An" not in [line.name for line in reports[0].sheet.lines]
    printed = said(reports[1])
    assert "Kết quả đối với 01 người thuộc diện Tỉnh ủy quản lý" in printed
    assert "Hồ Yến" not in printed


@pytest.mark.slow
def test_both_reports_are_made_and_offered(frozen: Round, secretary: User, province: Unit) -> None:
    round_ = certify(frozen)
    made = render_documents(round_id=round_.pk)
    assert [document.kind for document in made] == ["minutes", "report", "report"]
    assert render_documents(round_id=round_.pk) == made
    client = Client()
    client.force_login(secretary)
    page = client.get(reverse("results:result", args=[round_.pk]))
    assert f"/documents/report-{province.pk}.pdf" in page.text
    answer = client.get(reverse("results:document", args=[round_.pk, f"report-{province.pk}"]))
    assert "tinh-uy" in answer["Content-Disposition"]


@pytest.mark.slow
def test_an_authority_reads_its_own_report_only(
    frozen: Round, secretary: User, province: Unit, authority: Unit, province_leader: User
) -> None:
    round_ = certify(frozen)
    render_documents(round_id=round_.pk)
    publish(round_, secretary, "internal")
    found = documents_for_reader(user=province_leader, round_=round_)
    assert {document.slug for document in found} == {"minutes", f"report-{province.pk}"}
    with pytest.raises(Document.DoesNotExist):
        document_for_reader(user=province_leader, pk=round_.pk, kind=f"report-{authority.pk}")


@pytest.mark.slow
def test_leaders_of_both_authorities_are_readers(
    frozen: Round, province_leader: User, authority_reader: User
) -> None:
    round_ = certify(frozen)
    named = {name for right in rights_over(round_) for name in right.names}
    for leader in (province_leader, authority_reader):
        assert results_for_reader(user=leader).filter(pk=round_.pk).exists()
        assert str(leader) in named


@pytest.mark.slow
def test_publishing_waits_for_both_reports(frozen: Round, province: Unit) -> None:
    round_ = certify(frozen)
    render_documents(round_id=round_.pk)
    assert before_publishing(round_) == []
    Document.objects.filter(authority=province).delete()
    assert len(before_publishing(round_)) == 1


def test_the_freezing_page_names_the_authority_of_each_line(
    unit: Unit, province: Unit, secretary: User, client: Client
) -> None:
    official = make_official(unit, "Lê An", posts=("Phó Cục trưởng",))
    official.posts.update(managed_by=province)
    round_ = make_draft_round(unit, officials=[official])
    client.force_login(secretary)
    page = client.get(reverse("admin:rounds_round_freeze", args=[round_.pk])).text
    assert "thuộc diện quản lý của Tỉnh ủy" in page


@pytest.mark.slow
def test_a_unit_needs_no_authority_where_its_posts_name_one(province: Unit) -> None:
    unit = make_unit("Cục độc lập")
    officials = [make_official(unit, name, managed_by=province) for name in ("Lê An", "Hồ Yến")]
    round_ = make_draft_round(unit, officials=officials)
    Post.objects.filter(official=officials[0]).update(managed_by=None)
    with pytest.raises(MoveRefused) as refused:
        moves.freeze_round(round_id=round_.pk, actor=None)
    assert [one.where for one in refused.value.missing] == ["unit"]
    Post.objects.update(managed_by=province)
    certified = certify(moves.freeze_round(round_id=round_.pk, actor=None), ((4, 1, 1), (1, 1, 4)))
    _minutes, report = wanted_documents(certified)
    assert report_data(certified, report).addressees == (province.name,)
