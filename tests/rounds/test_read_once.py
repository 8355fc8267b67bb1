"""What several parts of a page ask of a round is read once, and only while the page is put together."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rounds.authorities import lines_with_authorities
from rounds.cautions import cautions
from rounds.eligibility import current_posts, facts_elsewhere
from rounds.models import Round
from rounds.preflight import before_freezing
from rounds.read_once import reading_once
from rounds.roll import number_on_roll, people_on_roll
from rounds.team import members_of
from tests.roles import make_draft_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Round:
    return make_draft_round()


@pytest.mark.parametrize("ask", [current_posts, facts_elsewhere, people_on_roll, members_of])
def test_asked_again_inside_the_block_costs_nothing(draft: Round, ask: object) -> None:
    with reading_once(draft):
        first = ask(draft)  # type: ignore[operator]
        with CaptureQueriesContext(connection) as asked:
            assert ask(draft) is first  # type: ignore[operator]
    assert len(asked) == 0


def test_a_block_inside_another_shares_what_that_read(draft: Round) -> None:
    with reading_once(draft):
        before = before_freezing(draft)
        with CaptureQueriesContext(connection) as asked:
            assert [before_freezing(draft), number_on_roll(draft)] == [before, 6]
    assert len(asked) == 1  # who has no way in is asked anew
    assert draft.read_once is None


def test_a_guard_outside_a_block_keeps_nothing(draft: Round) -> None:
    assert before_freezing(draft) == []
    draft.electors.all().delete()
    assert len(before_freezing(draft)) == 1
    assert number_on_roll(draft) == 0


def test_nothing_is_kept_after_the_block(draft: Round) -> None:
    with reading_once(draft):
        assert len(lines_with_authorities(draft)) == 3
    draft.lines.filter(position=3).delete()
    assert len(lines_with_authorities(draft)) == 2


def test_parts_say_the_same_with_shared_rows(draft: Round) -> None:
    draft.lines.filter(position=1).update(block="Một")
    draft.lines.filter(position=3).update(block="Một")
    apart = [before_freezing(draft), cautions(draft), lines_with_authorities(draft)]
    with reading_once(draft):
        together = [before_freezing(draft), cautions(draft), lines_with_authorities(draft)]
    assert [str(one) for one in together] == [str(one) for one in apart]


def test_the_block_costs_less(draft: Round) -> None:
    with CaptureQueriesContext(connection) as apart:
        before_freezing(draft), cautions(draft), lines_with_authorities(draft)
    with reading_once(draft), CaptureQueriesContext(connection) as together:
        before_freezing(draft), cautions(draft), lines_with_authorities(draft)
    assert (len(apart), len(together)) == (21, 12)
