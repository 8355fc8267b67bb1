"""200 voters cast in random order; after closing the order is found nowhere."""

import time
from pathlib import Path

import psycopg
import pytest

from ballots.models import CastBallot
from officials.models import User
from rounds.models import Round
from tests.faults.stack import Stack
from tests.secrecy import links, order
from tests.secrecy.running import hall, places
from tests.secrecy.running.listening import listening

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LOGS = ("web", "worker", "beat")


def test_nothing_links_ballots_to_voters(stack: Stack) -> None:
    round_ = hall.open_hall(stack)
    began, web, numbers = time.time(), stack.log("web"), places.sequences()
    with listening(stack) as heard:
        truth = hall.all_vote(stack, round_)
    assert len(set(truth.values())) == CastBallot.objects.count() == hall.VOTERS
    assert places.sequences() == numbers
    assert stack.log("web") == web
    assert places.moments() == {"officials_user.date_joined"}
    no_command_named_a_ballot_or_a_person(heard, round_)
    nothing_beside_the_box_names_a_ballot(stack, round_)
    the_order_is_there(truth)
    hall.close(stack, round_)
    the_order_is_gone(stack, truth)
    nothing_beside_the_box_names_a_ballot(stack, round_)
    assert places.files_that_name(stack, places.names_of_ballots()) == []
    # Only now, since this look at all rows marks them, which copies their pages into the write-ahead log.
    assert sum(order.former_versions(table) for table in order.PARTS) == 0
    assert written_since(stack, began) == set()
    errors_are_told_without_their_statement(stack)


def the_order_is_there(truth: links.Truth) -> None:
    """The same search finds it while the round is open, so it would find it afterwards."""
    found = [link for link in links.links(truth) if link.is_more_than_chance]
    print(*found, sep="\n")
    assert found[0].correlation > 0.99
    # Not always `ctid`: each connection of the server fills a page of its own.
    assert "ballots_castballot.xmin::text::bigint" in {link.ballot for link in found}
    people = {"ballots_issuedballot.xmin::text::bigint"}
    assert people <= {link.person.replace('"', "") for link in found}
    assert sum(order.former_versions(table) for table in order.PARTS) == 0


def the_order_is_gone(stack: Stack, truth: links.Truth) -> None:
    every = links.links(truth)
    print(len(every), *every[:5], max(every, key=lambda link: link.hits), sep="\n")
    assert 200 < len(every) < 2000
    assert [link for link in every if link.is_more_than_chance] == []
    for table in order.PARTS:
        assert len(order.transactions(table)) == 1


def no_command_named_a_ballot_or_a_person(heard: list[bytes], round_: Round) -> None:
    """No command to queue or cache, from the first login to the last proof, names a ballot or a person."""
    everything = b"\n".join(heard)
    assert everything.count(b"[[], {}, ") > 1  # tasks of the minute, out of their base64
    assert places.named_in(everything, places.names_of_ballots()) == set()
    assert people_in(everything.decode(errors="replace"), round_) == []


def nothing_beside_the_box_names_a_ballot(stack: Stack, round_: Round) -> None:
    names = places.names_of_ballots()
    assert len(names) == 3 * hall.VOTERS
    assert places.tables_that_name(names) == []
    queue = places.queue_and_cache(stack)
    for content in (places.statistics(), places.sessions(), queue):
        assert places.named_in(content, names) == set()
    assert b"celery-task-meta" not in queue
    said = "".join(map(stack.log, LOGS)) + queue.decode(errors="replace")
    said += stack.places.postgres_log.read_text(errors="replace")
    assert people_in(said, round_) == []


def people_in(text: str, round_: Round) -> list[User]:
    users = [elector.user for elector in round_.electors.select_related("user")]
    return [user for user in users if user.username in text or user.full_name in text]


def written_since(stack: Stack, moment: float) -> set[Path]:
    """Files of the product (not of its servers and logs) that were written while people voted.

    The counting team was asked to lock the box; its mails leave within the minute.
    """
    folders = {stack.places.servers, stack.places.data / "log"}
    ours = (p for p in places.files(stack) if not folders & set(p.parents))
    written = {path for path in ours if path.stat().st_mtime > moment and path.name != "screen"}
    return {path for path in written if path.parent.name != "mail" or b"/committee/" not in path.read_bytes()}


def errors_are_told_without_their_statement(stack: Stack) -> None:
    with stack.connect() as connection, pytest.raises(psycopg.errors.DivisionByZero):
        connection.execute("SELECT 1 / 0 AS what_was_asked")
    told = stack.places.postgres_log.read_text(errors="replace")
    assert "division by zero" in told
    assert "what_was_asked" not in told
