"""Changes that voters make to their own accounts are logged once their rounds are tidied, by the day, in no order."""

import random
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import connection, transaction

from audit.models import Detail, Entry
from audit.services import act, chain_held, note
from ballots.models import CastBallot
from ballots.services import closing, tidying
from officials.models import User
from rounds.models import Round
from tests.ballots.hall import VoterDevice, open_round, voters
from tests.secrecy import links
from tests.secrecy.sweeping import sweep

pytestmark = pytest.mark.django_db
VOTERS = 40


def rows(query: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def sequences() -> dict[str, int]:
    return dict(rows("SELECT sequencename, last_value FROM pg_sequences WHERE sequencename LIKE 'audit_%%'"))


def change_own(user: User) -> None:
    """Change the account as its person does on its pages, stated and unstated."""
    user.set_password("hoa-sen-cua-toi-2026")
    user.save(update_fields=["password"])
    EmailAddress.objects.create(user=user, email=f"moi{user.pk}@example.vn")
    with act("account.change", actor=user, subject=user):
        User.objects.filter(pk=user.pk).update(email=f"moi{user.pk}@example.vn")
    note("second_step.forget", actor=user, subject=user)


def test_nothing_of_a_voter_is_numbered_or_timed() -> None:
    user = voters(open_round())[0]
    entries, numbers = Entry.objects.count(), sequences()
    change_own(user)
    assert (Entry.objects.count(), sequences()) == (entries, numbers)
    held = rows("SELECT table_name, kind, person FROM audit_held ORDER BY 1, 2")
    assert held == [
        ("", "note", user.pk),
        ("account_emailaddress", "insert", user.pk),
        ("officials_user", "update", user.pk),
        ("officials_user", "update", user.pk),
    ]
    columns = rows(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'audit_held'"
    )
    assert {kind for _name, kind in columns} <= {"uuid", "date", "bigint", "character varying", "jsonb"}
    assert rows("SELECT count(*) FROM audit_held WHERE after ? 'id' OR before ? 'id'") == [(0,)]


def test_what_others_do_to_a_voter_is_entered_at_once() -> None:
    user, keeper = voters(open_round())[:2]
    with act("account.change", actor=keeper, subject=user):
        User.objects.filter(pk=user.pk).update(staff_code="42")
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.actor, entry.subject_id) == ("account.change", keeper, str(user.pk))
    assert rows("SELECT count(*) FROM audit_held") == [(0,)]


def test_somebody_who_does_not_vote_is_entered_at_once() -> None:
    user = User.objects.create(username="khach", full_name="Khách")
    change_own(user)
    assert rows("SELECT count(*) FROM audit_held") == [(0,)]
    assert Detail.objects.filter(owner_table="officials_user", owner_id=str(user.pk)).exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("committed")
def test_order_of_the_log_is_not_that_of_the_ballots() -> None:
    """Each voter changes the own account just before voting; afterwards no order of the log follows the box."""
    round_ = open_round(voters=VOTERS)
    truth = vote_after_changing(round_)
    assert chain_held() == 0
    closing.close_round(round_id=round_.pk, actor=None)
    tidying.erase_voting_order(round_id=round_.pk)
    sweep(round_)
    assert chain_held() == 4 * VOTERS
    assert rows("SELECT count(*) FROM audit_held") == [(0,)]
    assert {entry.at.astimezone().minute for entry in Entry.objects.filter(source="held")} == {0}
    found = [*orders_of_the_log("password"), *orders_of_the_log("email")]
    assert len(found) >= 4
    in_time = links.Order("time", {str(pk): float(place) for place, pk in enumerate(truth)})
    for order in found:
        assert abs(correlation(order, in_time)) < 0.6, order.place


def vote_after_changing(round_: Round) -> list[int]:
    """Return the ids of the voters in the order in which they came."""
    people = voters(round_)
    random.shuffle(people)
    for user in people:
        with transaction.atomic():
            change_own(user)
        VoterDevice(round_, user).take().cast()
    assert CastBallot.objects.filter(round=round_).count() == VOTERS
    return [user.pk for user in people]


def orders_of_the_log(column: str) -> list[links.Order]:
    """Return the orders of details and their entries about a column, by the person concerned."""
    found = []
    for place in ("d.id", "d.xmin::text::bigint", "d.ctid", "e.id", "v.ctid", "l.number", "l.ctid"):
        ranks = rows(
            f"SELECT d.owner_id, rank() OVER (ORDER BY {place}) FROM audit_detail d "  # noqa: S608
            "JOIN audit_value v ON v.detail_id = d.id JOIN audit_entry e ON e.id = d.entry_id "
            "JOIN audit_link l ON l.entry_id = e.id "
            "WHERE e.source = 'held' AND d.table_name = 'officials_user' AND v.after ? %s",
            column,
        )
        if len({rank for _person, rank in ranks}) > 1:
            found.append(links.Order(place, {person: float(rank) for person, rank in ranks}))
    return found


def correlation(order: links.Order, time: links.Order) -> float:
    return links.correlation([order.ranks[key] for key in time.ranks], list(time.ranks.values()))
