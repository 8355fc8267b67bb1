"""Dossiers of officials of other units: not read, filed into or put on a ballot by a unit that has no part in them."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from officials.accounts.services import answer_request, ask_for_person
from officials.models import Dossier, DossierDocument, PersonRequest, Post, User
from rounds import paper_access
from rounds.models import Line, Round
from rounds.services import ballot_lines
from tests.dossiers import file_dossier
from tests.remembered import recalled_in_tests
from tests.roles import announce, make_draft_round, make_official, make_round, make_secretary, make_unit

pytestmark = pytest.mark.django_db


class UnitsApart:
    """UnitsApart units with secretaries; an official of the first has filed for a round of the first."""

    def __init__(self) -> None:
        self.unit, self.other = (make_unit(name, authority=make_unit()) for name in ("Cục A", "Cục B"))
        self.keeper, self.clerk = make_secretary(self.unit), make_secretary(self.other)
        account = make_secretary(self.unit, "Lê Được Lấy")
        self.official = make_official(self.unit, "Lê Được Lấy", user=account)
        self.round = make_draft_round(self.unit, officials=[self.official])
        line = Line.objects.select_related("official").get(round=self.round, official=self.official)
        (self.paper,) = file_dossier(line)

    def lend(self) -> None:
        """Let the other unit name the official's account."""
        account: User = self.official.user  # type: ignore[assignment]
        request = PersonRequest(unit=self.other, named=account.email, reason="Họp")
        request = ask_for_person(request=request, actor=self.clerk)
        answer_request(pk=request.pk, actor=self.keeper, is_accepted=True)

    def draft_elsewhere(self) -> Round:
        """Return a draft of the other unit with the official on its ballot."""
        round_ = make_round(self.other)
        ballot_lines.save_line(line=Line(round=round_, official=self.official))
        return round_


@pytest.fixture
def two(db: None) -> UnitsApart:
    return recalled_in_tests("units apart", UnitsApart, lambda made: made.round)


def opens(user: User, paper: DossierDocument) -> bool:
    return paper_access.papers_to_open(user=user).filter(pk=paper.pk).exists()


def files(user: User, paper: DossierDocument) -> bool:
    return paper_access.dossiers_to_file(user=user).filter(pk=paper.dossier_id).exists()


def test_a_unit_that_borrowed_the_person_has_no_part_in_the_dossier(two: UnitsApart, client: Client) -> None:
    two.lend()
    assert (opens(two.keeper, two.paper), files(two.keeper, two.paper)) == (True, True)
    assert (opens(two.clerk, two.paper), files(two.clerk, two.paper)) == (False, False)
    client.force_login(two.clerk)
    page = reverse("admin:officials_dossier_change", args=[two.paper.dossier_id])
    assert client.get(page).status_code == 302


@pytest.mark.slow
def test_a_draft_opens_nothing_and_offers_no_dossier_of_another_unit(two: UnitsApart, client: Client) -> None:
    two.lend()
    round_ = two.draft_elsewhere()
    assert not opens(two.clerk, two.paper)
    client.force_login(two.clerk)
    page = client.get(reverse("admin:rounds_round_change", args=[round_.pk])).text
    assert two.official.full_name in page
    assert two.paper.dossier.title not in page
    Line.objects.filter(round=round_).update(dossier=two.paper.dossier)
    assert not opens(two.clerk, two.paper)


def test_a_secretary_reads_of_the_own_meetings_only(two: UnitsApart, client: Client) -> None:
    Post.objects.create(official=two.official, unit=two.other, title="Vụ trưởng")
    page = reverse("rounds:dossier", args=[two.paper.dossier_id])
    client.force_login(two.keeper)
    assert two.round.title in client.get(page).text
    client.force_login(two.clerk)
    assert two.round.title not in client.get(page).text


def test_papers_are_not_given_to_another_official(two: UnitsApart, client: Client) -> None:
    other = make_official(two.unit, "Phạm Người Khác")
    client.force_login(two.keeper)
    papers = {"documents-TOTAL_FORMS": "0", "documents-INITIAL_FORMS": "0"}
    page = reverse("admin:officials_dossier_change", args=[two.paper.dossier_id])
    client.post(page, {"official": f"số {other.pk}", "title": "Hồ sơ khác", **papers})
    dossier = Dossier.objects.get(pk=two.paper.dossier_id)
    assert (dossier.title, dossier.official) == ("Hồ sơ khác", two.official)


def test_a_unit_that_the_official_has_left_keeps_what_it_voted_on(two: UnitsApart) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    two.official.posts.update(ended_on=yesterday)
    Post.objects.create(official=two.official, unit=two.other, title="Vụ trưởng")
    assert not opens(two.keeper, two.paper)
    announce(two.round)
    assert opens(two.keeper, two.paper)


def test_a_new_dossier_of_a_borrowed_official_is_that_of_the_unit(two: UnitsApart) -> None:
    two.lend()
    round_ = two.draft_elsewhere()
    (own,) = file_dossier(round_.lines.select_related("official").get())
    assert files(two.clerk, own)
