"""The page of one result and the list of results."""

import datetime
import itertools
import re
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from officials import services as officials_services
from officials.models import Post, User
from results.models import Document
from results.result_page import BAR_WIDTH, result_page
from results.services.rendering import render_documents
from rounds.models import Round
from rounds.services import ballot_lines, moves
from tests.ballots.hall import election_code_of
from tests.results.factories import FINGERPRINT, certify, make_certified_round, publish
from tests.roles import make_draft_round, make_frozen_round, make_official, make_unit

pytestmark = pytest.mark.django_db
COUNTS = ((4, 1, 1), (1, 1, 4), (1, 2, 2))


@pytest.fixture
def published(frozen_round: Round, secretary: User) -> Round:
    return publish(certify(frozen_round, COUNTS), secretary)


def test_the_plan_stands_below_the_result(client: Client, published: Round, leader: User) -> None:
    client.force_login(leader)
    text = client.get(f"/results/{published.pk}/").text
    assert "Kế hoạch số 12/KH-ĐV ngày 10 tháng 01 năm" in text
    assert "Nghiêm cấm làm sai lệch mức độ tín nhiệm" in text


@pytest.fixture
def reader(client: Client, leader: User) -> Client:
    client.force_login(leader)
    client.cookies["django_language"] = "en"
    return client


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_counts_percentages_and_outcome_are_shown(reader: Client, published: Round) -> None:
    shown = words(reader.get(f"/results/{published.pk}/"))
    assert "Percentages are of the ballots returned: 6." in shown
    assert "4 66,67%" in shown
    assert "1 16,67%" in shown
    assert "Miễn nhiệm chức vụ đang đảm nhiệm" in shown
    assert shown.count("Nothing to be considered") == 2


def test_the_fingerprint_is_shown(reader: Client, published: Round) -> None:
    assert FINGERPRINT in words(reader.get(f"/results/{published.pk}/"))


def test_the_election_code_is_shown(reader: Client, published: Round) -> None:
    code = election_code_of(published)
    page = reader.get(f"/results/{published.pk}/").content.decode()
    assert code in re.sub(r"<[^>]+>", "", page)


def test_the_page_runs_and_styles_nothing_inline(reader: Client, published: Round) -> None:
    html = reader.get(f"/results/{published.pk}/").content.decode()
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", html)


def test_bar_has_a_text_alternative(reader: Client, published: Round) -> None:
    html = reader.get(f"/results/{published.pk}/").content.decode()
    label = "Tín nhiệm cao: 1 (16,67%); Tín nhiệm: 1 (16,67%); Tín nhiệm thấp: 4 (66,67%)"
    assert f'role="img" aria-label="{label}; Blank or invalid: 0 (0,00%)"' in html


def test_the_parts_of_a_bar_fill_it_without_gap_or_overlap(published: Round) -> None:
    for row in result_page(published).rows:
        edges = [(int(part.x), int(part.x) + int(part.width)) for part in row.parts]
        assert edges[0][0] == 0
        assert edges[-1][1] == BAR_WIDTH
        assert all(left[1] == right[0] for left, right in itertools.pairwise(edges))


@pytest.mark.parametrize(
    ("base", "sentence", "rest"),
    [
        ("summoned", "Percentages are of the people summoned: 6.", 1),
        ("valid", "Percentages are of the valid ballots for each official.", 0),
    ],
)
def test_the_base_of_the_rule_set_is_named(base: str, sentence: str, rest: int) -> None:
    draft = make_draft_round(lines=1, voters=6)
    draft.rule_set.base = base
    draft.rule_set.save()
    sealed = moves.freeze_round(round_id=draft.pk, actor=None)
    with override("en"):
        page = result_page(certify(sealed, ((3, 1, 1),)))
    assert page.base == sentence
    assert sum(part.count for part in page.rows[0].parts) == 5 + rest


@pytest.mark.slow
def test_report_lists_officials_with_two_places(reader: Client, published: Round) -> None:
    elsewhere = make_unit("Đảng bộ cơ quan", authority=make_unit())
    line = published.lines.first()
    assert line
    since = datetime.date(2020, 1, 15)
    post = Post(official=line.official, unit=elsewhere, title="Đảng ủy viên", appointed_on=since)
    officials_services.save(row=post)
    other = make_draft_round(elsewhere, officials=[], campaign=published.campaign)
    moves.freeze_round(round_id=other.pk, actor=None)
    shown = words(reader.get(f"/results/{published.pk}/"))
    assert "Also voted on at Đảng bộ cơ quan. The authority judges both results together" in shown


@pytest.mark.slow
def test_exempt_officials_are_named_with_their_posts(
    reader: Client, draft_round: Round, secretary: User
) -> None:
    notice = datetime.date(2026, 2, 3)
    make_official(draft_round.unit, "Ngô Thị Lan", retirement_notice_on=notice)
    ballot_lines.propose_lines(round_id=draft_round.pk)
    published = publish(certify(moves.freeze_round(round_id=draft_round.pk, actor=None), COUNTS), secretary)
    shown = words(reader.get(f"/results/{published.pk}/"))
    assert "Ngô Thị Lan, Trưởng phòng : has notice of leave pending retirement" in shown


@pytest.mark.slow
def test_documents_are_linked_when_they_are_made(reader: Client, published: Round) -> None:
    address = f"/results/{published.pk}/"
    assert "The documents are being made" in words(reader.get(address))
    render_documents(round_id=published.pk)
    html = reader.get(address).content.decode()
    assert all(f"{address}documents/{made.slug}.pdf" in html for made in Document.objects.all())


@pytest.mark.slow
def test_the_number_of_queries_does_not_grow_with_the_officials(
    reader: Client,
    secretary: User,
    unit: Any,
    django_assert_max_num_queries: Any,
) -> None:
    small = make_certified_round(((6, 0, 0),), unit=unit)
    large = make_certified_round(((6, 0, 0),) * 12, unit=make_unit(authority=unit.authority))
    reader.force_login(secretary)
    secretary.is_superuser = True
    secretary.save()
    for round_ in (small, large):
        with django_assert_max_num_queries(25):
            assert reader.get(f"/results/{round_.pk}/").status_code == 200


@pytest.mark.slow
def test_the_list_shows_what_may_be_read_and_nothing_else(
    reader: Client, published: Round, secretary: User
) -> None:
    hidden = publish(certify(make_frozen_round(lines=3)), secretary)
    shown = words(reader.get("/results/"))
    assert published.title in shown
    assert hidden.title not in shown


def test_an_empty_list_says_what_to_do(client: Client, stranger: User) -> None:
    client.cookies["django_language"] = "en"
    assert "Log in" in words(client.get("/results/"))
    client.force_login(stranger)
    assert "There is no result you may read" in words(client.get("/results/"))


@pytest.mark.parametrize("page", ["0", "99", "x", "-1"])
def test_wrong_page_number_shows_a_page(reader: Client, page: str) -> None:
    assert reader.get("/results/", {"page": page}).status_code == 200


@pytest.mark.parametrize("address", ["/results/", "/results/{pk}/", "/results/{pk}/documents/minutes.pdf"])
def test_readers_cannot_post(reader: Client, published: Round, address: str) -> None:
    assert reader.post(address.format(pk=published.pk)).status_code == 405


@pytest.mark.parametrize("pk", ["1", "nonsense", "00000000-0000-4000-8000-00000000000"])
def test_a_bad_identifier_is_not_found(reader: Client, pk: str) -> None:
    assert reader.get(f"/results/{pk}/").status_code == 404
