"""A decision empties values for good; the chain stays whole, and the check names the decision."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import translation

from audit.models import Detail, KeptValue
from audit.selectors import details_to_destroy
from audit.services import destroy_values, note
from officials.models import User
from tests.audit.chain import faults, linked
from tests.owner import as_owner, become_owner
from tests.roles import make_unit, make_user

pytestmark = pytest.mark.django_db
DECISION = "Số 12-QĐ/TU, 01/12/2026"


@pytest.fixture
def account() -> User:
    """An account with a change of its address in the log, beside a unit."""
    user = make_user("Trần Thị Mai")
    User.objects.filter(pk=user.pk).update(email="moi@example.vn")
    make_unit("Sở")
    linked()
    return user


def destroy(account: User) -> int:
    with transaction.atomic(), as_owner():
        return destroy_values(decision=DECISION, details=details_to_destroy(account=account.pk))


def verified() -> str:
    output = StringIO()
    with translation.override("en"):
        call_command("audit", "verify", stdout=output)
    return output.getvalue()


def test_values_of_an_account_are_gone_and_the_chain_is_whole(account: User) -> None:
    assert destroy(account) > 0
    linked()
    assert faults() == []
    assert DECISION in verified()
    left = KeptValue.objects.filter(detail__table_name="officials_user", detail__row_id=str(account.pk))
    assert {(row.before, row.after, row.salt) for row in left} == {(None, None, None)}
    kept = KeptValue.objects.filter(detail__table_name="officials_unit", destroyed_by=None)
    assert kept.exists()


def test_the_application_cannot_destroy(account: User) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        destroy_values(decision=DECISION, details=[1])


def test_emptying_without_a_decision_is_refused(account: User) -> None:
    entry = note("unit.save", text="Không phải quyết định")
    query = "UPDATE audit_value SET before = NULL, after = NULL, salt = NULL, destroyed_by_id = %s"
    become_owner()
    with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
        connection.cursor().execute(query, [entry])


def test_a_decision_cannot_destroy_a_decision(account: User) -> None:
    destroy(account)
    decisions = Detail.objects.filter(entry__act="log.destroy").values_list("pk", flat=True)
    with transaction.atomic(), as_owner():
        assert destroy_values(decision="Số 13", details=decisions) == 0


def test_details_until_a_day(account: User) -> None:
    today = datetime.date.today()  # noqa: DTZ011
    assert not details_to_destroy(until=today - datetime.timedelta(days=3)).exists()
    assert details_to_destroy(until=today + datetime.timedelta(days=1)).exists()


def test_command_asks_for_the_decision(account: User) -> None:
    with pytest.raises(CommandError, match="decision"):
        call_command("destroy_log", "--decision", " ", "--account", account.username)
