"""Notices are independent of the vote: acts of voters write no row and no time there."""

import pytest
from django.db import connection

from ballots.services import closing, tidying
from notices import tasks
from notices.models import InvitationReply, Notice
from tests.ballots.hall import open_round, vote, voters
from tests.notices.notes import invite, work

pytestmark = pytest.mark.django_db
TABLES = ("notices_notice", "notices_invitation", "notices_invitationreply", "notices_noticetext")


def rows() -> list[tuple[str, list[tuple[object, ...]]]]:
    """Return every row of the tables with the transaction that wrote it."""
    with connection.cursor() as cursor:
        found = []
        for table in TABLES:
            cursor.execute(f"SELECT xmin::text, t::text FROM {table} t ORDER BY 2")  # noqa: S608 - names above
            found.append((table, list(cursor.fetchall())))
    return found


@pytest.mark.slow
def test_voting_closing_and_tidying_write_no_notice() -> None:
    round_ = open_round()
    invite(round_, *voters(round_))
    work()
    before = rows()
    vote(round_)
    tasks.every_minute()
    closing.close_round(round_id=round_.pk, actor=None)
    tidying.erase_voting_order(round_id=round_.pk)
    assert rows() == before


def test_only_people_and_rounds_are_named() -> None:
    """No column leads from a notice or a reply to a ballot, a credential or an issued row."""
    for model in (Notice, InvitationReply):
        named = {field.related_model._meta.db_table for field in model._meta.fields if field.related_model}
        assert named <= {"officials_user", "officials_unit", "rounds_round"}
