"""Which accounts a secretary sees, names and changes: of the own unit, lent by another, never by a draft."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.refusals import Refusal
from officials.accounts import services
from officials.models import PersonRequest, Unit, User
from officials.services import grant_role
from rounds.accounts import accounts_to_change, accounts_to_list
from rounds.services import configuring, moves
from tests.lists.importing import faults, read
from tests.roles import Role, make_campaign, make_draft_round, make_round, make_user, make_users

pytestmark = pytest.mark.django_db
ANSWER = "admin:answer_person_request"


@pytest.fixture
def theirs(other_unit: Unit) -> User:
    return make_user("Hoàng Của Họ", "cuaho", unit=other_unit, staff_code="CB-77")


def sees(secretary: User, account: User) -> bool:
    return accounts_to_list(user=secretary).filter(pk=account.pk).exists()


def may_change(secretary: User, account: User) -> bool:
    return accounts_to_change(user=secretary).filter(pk=account.pk).exists()


def ask(secretary: User, unit: Unit, named: str) -> PersonRequest:
    request = PersonRequest(unit=unit, named=named, reason="Hội nghị")
    return services.ask_for_person(request=request, actor=secretary)


@pytest.mark.slow
def test_a_draft_is_no_tie_and_a_frozen_round_is(secretary: User, unit: Unit, theirs: User) -> None:
    round_ = make_draft_round(unit)
    configuring.add_electors(round_id=round_.pk, electors=[(theirs, "")])
    assert not sees(secretary, theirs)
    moves.freeze_round(round_id=round_.pk, actor=None)
    assert sees(secretary, theirs)
    assert not may_change(secretary, theirs)


@pytest.mark.slow
def test_own_unit_keeps_an_account_that_votes_elsewhere(
    other_secretary: User, unit: Unit, theirs: User
) -> None:
    configuring.add_electors(round_id=(round_ := make_draft_round(unit)).pk, electors=[(theirs, "")])
    moves.freeze_round(round_id=round_.pk, actor=None)
    assert may_change(other_secretary, theirs)
    grant_role(user=theirs, unit=unit, role=Role.LEADERSHIP)
    assert not may_change(other_secretary, theirs)


def test_account_without_ties_belongs_to_its_unit(
    secretary: User, other_secretary: User, theirs: User
) -> None:
    assert (may_change(other_secretary, theirs), sees(other_secretary, theirs)) == (True, True)
    assert (may_change(secretary, theirs), sees(secretary, theirs)) == (False, False)
    unknown = make_user()
    assert (may_change(secretary, unknown), sees(secretary, unknown)) == (False, False)


def test_new_account_remembers_its_unit(client: Client, secretary: User, unit: Unit) -> None:
    client.force_login(secretary)
    data = {"full_name": "Lê Mới", "username": "moi", "email": "", "is_active": "on"}
    client.post(reverse("admin:officials_user_add"), data)
    assert User.objects.get(username="moi").unit == unit


def test_organiser_of_a_campaign_sees_the_people_of_its_units(
    secretary: User, unit: Unit, other_unit: Unit, theirs: User
) -> None:
    make_round(other_unit, campaign=make_campaign(unit))
    assert sees(secretary, theirs)
    assert not may_change(secretary, theirs)


@pytest.mark.parametrize("named", ["CUAHO@example.test", "cb-77"])
def test_accepted_person_is_seen(
    secretary: User, other_secretary: User, unit: Unit, theirs: User, named: str
) -> None:
    request = ask(secretary, unit, named)
    assert not sees(secretary, theirs)
    services.answer_request(pk=request.pk, actor=other_secretary, is_accepted=True)
    assert sees(secretary, theirs)
    assert not may_change(secretary, theirs)
    request.refresh_from_db()
    assert (request.account, request.decided_by) == (theirs, other_secretary)
    services.end_request(request=request, actor=other_secretary)
    assert not sees(secretary, theirs)


def test_only_the_persons_unit_answers(secretary: User, unit: Unit, theirs: User) -> None:
    request = ask(secretary, unit, theirs.email)
    with pytest.raises(Refusal):
        services.answer_request(pk=request.pk, actor=secretary, is_accepted=True)
    assert not sees(secretary, theirs)


# --- unknown and foreign names are answered alike --------------------------------------------


def test_asking_tells_nothing(client: Client, secretary: User, unit: Unit, theirs: User) -> None:
    client.force_login(secretary)
    path, answers = reverse("admin:officials_personrequest_add"), []
    client.get(path)
    for named in (theirs.email, "ai@example.test"):
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(path, {"named": named, "reason": "Họp", "unit": str(unit.pk)})
        page = client.get(answer.headers["Location"]).text
        answers.append(
            (answer.status_code, len(queries), "Đã ghi nhận đề nghị" in page, theirs.full_name in page)
        )
    assert answers[0] == answers[1] == (302, answers[0][1], True, False)


def test_a_refusal_reads_like_no_answer(
    client: Client, secretary: User, other_secretary: User, unit: Unit, theirs: User
) -> None:
    for named in (theirs.email, "ai@example.test"):
        ask(secretary, unit, named)
    request = PersonRequest.objects.get(named=theirs.email)
    services.answer_request(pk=request.pk, actor=other_secretary, is_accepted=False)
    client.force_login(secretary)
    page = client.get(reverse("admin:officials_personrequest_changelist")).text
    assert page.count("chưa được chấp thuận") == 2
    path, data = reverse("admin:officials_personrequest_add"), {"reason": "Họp", "unit": str(unit.pk)}
    names = (theirs.email.upper(), "ai@example.test")
    answers = [client.post(path, {**data, "named": named}) for named in names]
    assert answers[0].status_code == answers[1].status_code
    assert PersonRequest.objects.count() == 2


@pytest.mark.slow
def test_naming_a_foreign_person_reads_like_naming_nobody(
    client: Client, secretary: User, theirs: User
) -> None:
    round_ = make_draft_round(secretary.unit)
    client.force_login(secretary)
    client.post(reverse("admin:rounds_elector_add"), {"round": str(round_.pk)})  # fills Django's caches
    errors = []
    for named in (theirs.username, theirs.email, theirs.staff_code, theirs.full_name, "khong-co"):
        with CaptureQueriesContext(connection) as queries:
            page = client.post(reverse("admin:rounds_elector_add"), {"user": named, "round": str(round_.pk)})
        errors.append((len(queries), str(page.context["errors"]).replace(named, "…")))
    assert errors == [errors[-1]] * 5
    assert round_.electors.count() == 6


def test_roll_file_tells_no_name_of_another_unit(secretary: User, unit: Unit, theirs: User) -> None:
    round_ = make_round(unit)
    logins = (theirs.username, "khong-co", theirs.email)
    rows = "\n".join(f"Trần Khác;{login}" for login in logins)
    content = f"Họ và tên;Thư điện tử\n{rows}".encode()
    found = faults(read("rolls", content, secretary, name="a.csv", target=str(round_.pk)))
    texts = [text.replace(login, "…") for (_row, _column, text), login in zip(found, logins, strict=True)]
    assert texts[0] == texts[1]
    assert "chưa dùng được cho tài khoản mới" in texts[2]
    assert theirs.full_name not in "".join(texts)


def test_secretary_answers_on_the_page(
    secretary: User, other_secretary: User, unit: Unit, theirs: User
) -> None:
    request = ask(secretary, unit, theirs.email)
    client = Client(headers={"accept-language": "vi"})
    client.force_login(other_secretary)
    page = client.get(reverse("admin:officials_personrequest_changelist")).text
    assert "Đơn vị khác đề nghị" in page
    assert str(unit) in page
    assert theirs.full_name in page
    client.post(reverse(ANSWER), {"request": str(request.pk), "answer": "accept"})
    assert sees(secretary, theirs)


# --- the database ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"named": "khac@example.test"},
        {"state": "accepted"},
        {"state": "ended"},
        {"state": "refused"},
    ],
)
def test_database_refuses_what_no_service_does(
    secretary: User, unit: Unit, theirs: User, change: dict[str, str]
) -> None:
    request = ask(secretary, unit, theirs.email)
    with pytest.raises(DatabaseError), transaction.atomic():
        PersonRequest.objects.filter(pk=request.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        request.delete()


def test_database_refuses_another_account_than_named(
    secretary: User, other_secretary: User, unit: Unit, theirs: User
) -> None:
    request = ask(secretary, unit, "ai@example.test")
    rows = PersonRequest.objects.filter(pk=request.pk)
    with pytest.raises(DatabaseError, match="names another account"), transaction.atomic():
        rows.update(state="accepted", account=theirs, decided_by=other_secretary, decided_at=request.asked_at)


@pytest.mark.slow
def test_one_account_is_seen_as_in_the_list(secretary: User, unit: Unit, theirs: User) -> None:
    round_ = make_draft_round(unit, voters=[theirs, *make_users(5)])
    moves.freeze_round(round_id=round_.pk, actor=None)
    listed = set(accounts_to_list(user=secretary))
    assert theirs in listed
    one_by_one = {
        one for user in User.objects.all() for one in accounts_to_list(user=secretary, only=[user.pk])
    }
    assert one_by_one == listed


@pytest.mark.slow
def test_page_of_one_account_looks_at_no_other_persons_ties(
    client: Client, secretary: User, unit: Unit, theirs: User
) -> None:
    """The rolls of a ministry hold two hundred thousand people."""
    moves.freeze_round(round_id=make_draft_round(unit, voters=[theirs, *make_users(5)]).pk, actor=None)
    client.force_login(secretary)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse("admin:officials_user_change", args=[theirs.pk])).status_code == 200
    # The log is also asked, for the last change of this account.
    sets = [
        query["sql"] for query in asked if " UNION " in query["sql"] and "audit_entry" not in query["sql"]
    ]
    assert sets
    assert all(f"\"user_id\" = ANY('{{{theirs.pk}}}'" in sql for sql in sets)
