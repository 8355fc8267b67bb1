"""The copy on which a rehearsal is held: what it takes over, and what it leaves alone."""

import pytest
from django.core.mail import EmailMessage

from notices.models import Notice
from officials.models import User
from rounds import eligibility
from rounds.accounts import accounts_to_change, accounts_to_list
from rounds.entries import entries_of
from rounds.errors import MoveRefused, RoundError
from rounds.models import Round
from rounds.selectors import campaigns_to_join, units_to_meet
from rounds.services import ballot_lines
from simulation.models import Rehearsal
from tests.access.house import everything
from tests.roles import announce, make_draft_round, make_secretary, make_user
from tests.simulation.rehearsals import begun

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_the_copy_has_the_ballot_and_simulated_people() -> None:
    source = make_draft_round(lines=2, title="Hội nghị A")
    copy = begun(source, voters=4).round
    assert (copy.title, copy.is_rehearsal, copy.is_editable) == ("DIỄN TẬP: Hội nghị A", True, False)
    lines = [list(one.lines.values_list("official", "posts__title")) for one in (source, copy)]
    assert lines[0] == lines[1]
    people = User.objects.filter(electorates__round=copy)
    assert [(one.is_simulated, one.unit, one.has_usable_password()) for one in people] == [
        (True, None, False)
    ] * 4
    assert copy.committee.filter(user__is_simulated=True).count() == source.committee.count()


@pytest.mark.slow
def test_nothing_of_the_round_itself_changes() -> None:
    source = announce(make_draft_round())
    before = {
        name: rows for name, rows in everything().items() if name in ("notices_notice", "ballots_boxkey")
    }
    begun(source)
    assert Round.objects.get(pk=source.pk).is_announced
    assert source.electors.filter(user__is_simulated=True).count() == 0
    assert {name: everything()[name] for name in before} == before
    assert [entry.event for entry in entries_of(source)][-1] == "rehearsed"


@pytest.mark.slow
def test_a_second_rehearsal_has_a_number() -> None:
    source = make_draft_round(title="Hội nghị A")
    secretary = make_secretary(source.unit)
    titles = [begun(source, secretary).round.title for _time in range(2)]
    assert titles == ["DIỄN TẬP: Hội nghị A", "DIỄN TẬP 2: Hội nghị A"]


@pytest.mark.slow
def test_what_cannot_be_rehearsed_is_refused_with_a_sentence() -> None:
    empty = make_draft_round(lines=0, members=0)
    with pytest.raises(RoundError, match="chưa có ai"):
        begun(empty)
    without_team = make_draft_round(lines=1, members=0)
    with pytest.raises(RoundError, match="chưa có ban kiểm phiếu"):
        begun(without_team, has_real_team=True)
    copy = begun(without_team).round
    with pytest.raises(RoundError, match="đang chuẩn bị hoặc đã thông báo"):
        begun(copy)


def test_a_refused_copy_leaves_nothing_behind() -> None:
    source = make_draft_round()
    source.unit.authority = None
    source.unit.save()
    with pytest.raises(MoveRefused):
        begun(source)
    assert not Rehearsal.objects.exists()
    assert not User.objects.filter(is_simulated=True).exists()


@pytest.mark.slow
def test_only_the_members_who_take_part_are_told(mailoutbox: list[EmailMessage]) -> None:
    member = make_user("Trịnh Ủy Viên", "uyvien")
    source = make_draft_round(members=[member])
    begun(source, has_real_team=True)
    [told] = Notice.objects.filter(round__is_rehearsal=True)
    assert (told.user, told.kind) == (member, "rehearsal_asked")
    assert "Mời tham gia diễn tập" in told.subject
    begun(source, make_secretary(source.unit))
    assert Notice.objects.filter(round__is_rehearsal=True).count() == 1


def test_a_rehearsal_is_no_place_at_which_an_official_is_voted_on() -> None:
    source = make_draft_round()
    begun(source)
    known = eligibility.facts_elsewhere(source)
    assert known.places == {}
    assert eligibility.on_ballot_at_another_time(source) == set()
    assert ballot_lines.propose_lines(round_id=source.pk) == (0, 0)


def test_unit_and_campaign_are_offered_for_further_rounds() -> None:
    source = make_draft_round()
    secretary = make_secretary(source.unit)
    begun(source, secretary)
    assert source.unit in units_to_meet(user=secretary)
    assert source.campaign in campaigns_to_join(user=secretary)


def test_no_list_of_accounts_shows_simulated_people() -> None:
    source = make_draft_round()
    keeper = make_user(is_superuser=True, is_staff=True)
    begun(source)
    for user in (keeper, make_secretary(source.unit)):
        for accounts in (accounts_to_list(user=user), accounts_to_change(user=user)):
            assert not accounts.filter(is_simulated=True).exists()
