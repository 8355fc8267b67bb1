"""Papers outside the ballot: declarations open for the official, the voters and the people who file them only."""

from typing import Any

import pytest
from django.test import Client

from documents.files import plain
from officials import services as officials_services
from officials.models import DossierDocument, Unit, User
from rounds.models import Round
from rounds.services import keeping_papers, moves
from tests.dossiers import file_dossiers, paper
from tests.remembered import recalled_in_tests
from tests.roles import Role, announce, make_draft_round, make_official, make_unit, make_user, make_users

pytestmark = pytest.mark.django_db
Kind = DossierDocument.Kind


class House:
    """A unit below a superior one with a draft, whose only official has filed a report and a declaration."""

    def __init__(self) -> None:
        above = make_unit("Bộ")
        self.unit = make_unit("Cục", parent=above, authority=above)
        roles: tuple[tuple[str, Unit, str], ...] = (
            ("secretary", self.unit, Role.SECRETARIAT),
            ("superior", above, Role.SECRETARIAT),
            ("leader", self.unit, Role.LEADERSHIP),
            ("auditor", self.unit, Role.AUDITOR),
            ("authority", above, Role.LEADERSHIP),
        )
        self.people: dict[str, User] = {}
        for name, unit, role in roles:
            self.people[name] = officials_services.grant_role(user=make_user(), unit=unit, role=role).user
        self.people |= {name: make_user() for name in ("official", "voter", "stranger", "member")}
        self.people["keeper"] = make_user(is_superuser=True, is_staff=True)
        official = make_official(self.unit, user=self.people["official"])
        voters = [self.people["voter"], *make_users(4)]
        self.round = make_draft_round(
            self.unit, officials=[official], voters=voters, members=[self.people["member"]]
        )
        (self.declaration,) = file_dossiers(self.round)
        report = paper(self.declaration.dossier, kind=Kind.SELF_ASSESSMENT)
        self.report = keeping_papers.save_document(document=report, actor=None)

    def who_opens(self, document: DossierDocument) -> set[str]:
        found = self.who_reads(f"/dossiers/papers/{document.pk}/")
        assert found == self.who_reads(f"/dossiers/papers/{document.pk}/file")
        return found

    def who_reads(self, address: str) -> set[str]:
        found = set()
        for name, user in self.people.items():
            client = Client()
            client.force_login(user, backend="officials.accounts.backends.OneCheckBackend")
            found |= {name} if client.get(address).status_code == 200 else set()
        return found


@pytest.fixture
def house() -> House:
    return recalled_in_tests("papers of a draft", House, lambda made: made.round)


@pytest.mark.slow
def test_draft(house: House) -> None:
    assert house.who_opens(house.declaration) == {"official", "secretary"}
    assert house.who_opens(house.report) == {"official", "secretary", "superior", "keeper"}


@pytest.mark.slow
def test_voters_read_both_once_they_know_the_ballot(house: House) -> None:
    moves.freeze_round(round_id=house.round.pk, actor=None)
    assert house.who_opens(house.declaration) == {"official", "secretary", "voter"}
    assert house.who_opens(house.report) == {"official", "secretary", "superior", "keeper", "voter"}


@pytest.mark.slow
def test_voters_read_no_former_version(house: House) -> None:
    newer = paper(house.report.dossier, kind=Kind.SELF_ASSESSMENT)
    newer = keeping_papers.save_document(document=newer, actor=None)
    officials_services.replace_documents(documents=[house.report], by=newer)
    moves.freeze_round(round_id=house.round.pk, actor=None)
    assert "voter" in house.who_opens(newer)
    assert "voter" not in house.who_opens(house.report)


@pytest.mark.slow
def test_cancelled_round_shows_voters_nothing(house: House) -> None:
    moves.freeze_round(round_id=house.round.pk, actor=None)
    moves.cancel_round(round_id=house.round.pk, actor=None, reason="Hoãn")
    assert house.who_opens(house.declaration) == {"official", "secretary"}


@pytest.mark.slow
def test_superior_who_took_it_in_opens_a_declaration(house: House) -> None:
    house.declaration.filed_by = house.people["superior"]
    house.declaration.save()
    assert "superior" in house.who_opens(house.declaration)


def test_file_is_sent_as_it_is_and_runs_nothing(house: House, client: Client) -> None:
    client.force_login(house.people["official"], backend="officials.accounts.backends.OneCheckBackend")
    answer: Any = client.get(f"/dossiers/papers/{house.report.pk}/file")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert Round.objects.count() == 1


def test_papers_of_one_kind_are_saved_under_different_names(house: House, client: Client) -> None:
    second = paper(house.report.dossier, kind=Kind.SELF_ASSESSMENT)
    second = keeping_papers.save_document(document=second, actor=None)
    client.force_login(house.people["official"], backend="officials.accounts.backends.OneCheckBackend")
    person, day = plain(house.report.dossier.official.full_name), f"{second.added_on}"
    for document, name in (
        (house.report, f"bao-cao-tu-danh-gia_{person}_{day}.pdf"),
        (second, f"bao-cao-tu-danh-gia-2_{person}_{day}.pdf"),
    ):
        answer = client.get(f"/dossiers/papers/{document.pk}/file?save", headers={"accept-language": "vi"})
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.slow
def test_voters_of_an_announced_round_read_both(house: House) -> None:
    announce(house.round)
    assert house.who_opens(house.declaration) == {"official", "secretary", "voter"}


@pytest.mark.slow
def test_beside_the_ballot_its_voters_alone_open_a_declaration(house: House) -> None:
    address = f"/vote/{house.round.pk}/dossier/{house.declaration.pk}"
    assert house.who_reads(address) == set()
    announce(house.round)
    assert house.who_reads(address) == {"voter"}
