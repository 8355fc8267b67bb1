"""What a list may not do: change posts of other units, act in another's name, or put back what is no longer one's own."""

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from lists.models import ListImport
from officials.accounts.services import answer_request, ask_for_person
from officials.models import Official, PersonRequest, Post, Unit, UnitRole, User
from officials.services import grant_role
from rounds.models import Round
from rounds.services import configuring, moves
from tests.lists.importing import faults, read, taken, undone, xlsx
from tests.roles import make_draft_round, make_official, make_secretary, make_user

pytestmark = pytest.mark.django_db
POSTS = ["Họ và tên", "Chức vụ", "Đơn vị", "Mã trên hệ thống"]
ACCOUNTS = ["Họ và tên", "Thư điện tử", "Mã cán bộ"]


@pytest.fixture
def shared(department: Unit) -> Official:
    """An official with a post at the clerk's unit and one at a unit of others."""
    official = Official.objects.create(full_name="Nguyễn Văn An")
    Post.objects.create(official=official, unit=department, title="Cục trưởng")
    other = Unit.objects.create(name="Cục Khác", place="Huế")
    Post.objects.create(official=official, unit=other, title="Bí thư Chi bộ")
    return official


def test_a_post_of_another_unit_is_not_named_by_its_number(clerk: User, shared: Official) -> None:
    foreign = shared.posts.get(title="Bí thư Chi bộ")
    row = ["Nguyễn Văn An", "Trưởng phòng", "CTĐP", f"NS{shared.pk}-{foreign.pk}"]
    found = read("officials", xlsx([POSTS, row]), clerk)
    assert [column for _row, column, _text in faults(found)] == ["id"]
    foreign.refresh_from_db()
    assert (foreign.title, foreign.unit.name) == ("Bí thư Chi bộ", "Cục Khác")


def test_a_list_does_not_rename_an_official_that_was_only_lent(
    clerk: User, department: Unit, english: None
) -> None:
    lender = Unit.objects.create(name="Cục Khác", place="Huế")
    account = make_user("Nguyễn Văn An", "an", unit=lender)
    official = make_official(lender, "Nguyễn Văn An", user=account)
    Official.objects.filter(pk=official.pk).update(staff_code="CB-1")
    request = PersonRequest(unit=department, named=account.email, reason="Họp")
    request = ask_for_person(request=request, actor=clerk)
    answer_request(pk=request.pk, actor=make_secretary(lender), is_accepted=True)
    header = ["Họ và tên", "Mã cán bộ", "Chức vụ", "Đơn vị"]
    found = read("officials", xlsx([header, ["Nguyễn Văn Ân", "CB-1", "Cục trưởng", "CTĐP"]]), clerk)
    ((_row, _column, text),) = faults(found)
    assert "also holds posts in other units" in text


def test_an_authority_is_one_that_the_clerk_may_name(clerk: User, department: Unit) -> None:
    header, row = ["Họ và tên", "Chức vụ", "Đơn vị", "Thuộc diện quản lý của"], ["Trần Thị Bình", "Phó phòng"]
    own = xlsx([header, [*row, "Phòng Kế hoạch", "Phòng Kế hoạch"]])
    assert [column for _row, column, _text in faults(read("officials", own, clerk))] == ["managed_by"]
    above = xlsx([header, [*row, "Phòng Kế hoạch", "CTĐP"]])
    assert faults(read("officials", above, clerk)) == []


def imported(clerk: User) -> ListImport:
    return taken(read("officials", xlsx([POSTS, ["Trần Thị Bình", "Phó Cục trưởng", "CTĐP", ""]]), clerk))


def test_an_import_is_not_undone_in_units_that_were_lost(clerk: User, department: Unit) -> None:
    found = imported(clerk)
    other = Unit.objects.create(name="Cục Khác", place="Huế")
    UnitRole.objects.filter(user=clerk, unit=department).delete()
    grant_role(user=clerk, unit=other, role="secretariat")
    found = undone(found)
    assert (found.state, bool(found.trouble), Post.objects.count()) == ("written", True, 1)


def test_nobody_goes_on_with_an_import_of_another_person(clerk: User, client: Client) -> None:
    found = imported(clerk)
    keeper = make_user("Vũ Quản Trị", is_superuser=True, is_staff=True)
    client.force_login(keeper)
    page = client.get(reverse("secretariat:list_import", args=[found.pk]))
    assert page.status_code == 200
    assert "Lê Giúp Việc" in page.text
    address = reverse("secretariat:list_undo", args=[found.pk])
    assert address not in page.text
    assert client.post(address, {"reason": "Nhầm"}).status_code == 404


@pytest.fixture
def voter_with_new_address(clerk: User, department: Unit) -> tuple[User, ListImport]:
    """A person whose address a list has changed from `cu@` to `moi@`."""
    voter = make_user("Đỗ Ghi Phiếu", unit=department, staff_code="CB-7")
    first = [ACCOUNTS, [voter.full_name, "cu@example.vn", "CB-7"]]
    taken(read("accounts", xlsx(first), clerk))
    found = taken(read("accounts", xlsx([ACCOUNTS, [voter.full_name, "moi@example.vn", "CB-7"]]), clerk))
    return voter, found


def frozen_with(voter: User, unit: Unit) -> Round:
    round_ = make_draft_round(unit)
    configuring.add_electors(round_id=round_.pk, electors=[(voter, "")])
    return moves.freeze_round(round_id=round_.pk, actor=None)


@pytest.mark.slow
def test_undoing_changes_no_login_of_a_voter(
    voter_with_new_address: tuple[User, ListImport], department: Unit
) -> None:
    voter, found = voter_with_new_address
    frozen_with(voter, Unit.objects.get(parent=department))
    found = undone(found)
    voter.refresh_from_db()
    assert (found.state, voter.email) == ("written", "moi@example.vn")


@pytest.mark.slow
def test_undoing_tells_the_person_and_moves_the_codes(
    voter_with_new_address: tuple[User, ListImport], mailoutbox: list[EmailMessage]
) -> None:
    voter, found = voter_with_new_address
    mailoutbox.clear()
    assert undone(found).state == "undone"
    addresses = EmailAddress.objects.filter(user=voter)
    assert [one.email for one in addresses] == ["cu@example.vn"]
    assert {to for message in mailoutbox for to in message.to} == {"moi@example.vn", "cu@example.vn"}


@pytest.mark.slow
def test_an_import_of_accounts_is_not_undone_by_a_clerk_without_the_unit(
    voter_with_new_address: tuple[User, ListImport], clerk: User, department: Unit
) -> None:
    voter, found = voter_with_new_address
    UnitRole.objects.filter(user=clerk, unit=department).delete()
    found = undone(found)
    voter.refresh_from_db()
    assert (found.state, voter.email) == ("written", "moi@example.vn")
