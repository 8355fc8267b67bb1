"""Logins wait in a lane of their own: the others pass by, and who waits longest comes first.

A login is held by a lock on the row of its account; nothing depends on the speed of the machine.
"""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPMessage

import psycopg
import pytest
from django.db import connection

from officials.models import User
from tests.ballots import hall
from tests.roles import PASSWORD, make_user
from tests.sessions import session_of
from tests.tinnhiem.serving.site import CSRF, LOGIN, Site
from tests.waiting import somebody_waits

pytestmark = pytest.mark.slow
StartSite = Callable[..., Site]
Answer = tuple[int, HTTPMessage, bytes]
PROCESSES = 2
HELD = 2 * PROCESSES  # threads and places for one waiting login each


@contextmanager
def held(user: User) -> Iterator[None]:
    """Lock the account's row, which a login writes."""
    known = connection.settings_dict
    where = {"host": known["HOST"], "user": known["USER"], "dbname": known["NAME"]}
    with psycopg.connect(**where) as other:
        other.execute("SELECT 1 FROM officials_user WHERE id = %s FOR UPDATE", [user.pk])
        yield


def log_in(site: Site, user: User, **headers: str) -> Answer:
    return site.ask(LOGIN, {"login": user.username, "password": PASSWORD}, **headers)


def storm(
    site: Site, user: User, pool: ThreadPoolExecutor, wait: Callable[..., object]
) -> list[Future[Answer]]:
    """Let more log in than may wait; return when somebody was sent away, so that all places are taken."""
    sent = [pool.submit(log_in, site, user) for _number in range(8 * HELD)]
    wait(lambda: len([one for one in sent if one.done()]) >= 4 * HELD)
    return sent


def test_full_lane_says_one_moment_and_lets_others_pass(
    start_site: StartSite, wait_until: Callable[..., object]
) -> None:
    round_ = hall.open_round()
    device = hall.VoterDevice(round_, hall.voters(round_)[0])
    user, site = make_user(), start_site(LOGIN_THREADS=1, LOGIN_QUEUE=1)
    with ThreadPoolExecutor(40) as pool, held(user):
        sent = storm(site, user, pool, wait_until)
        _votes(site, device)
        assert site.ask(LOGIN)[0] == 200
        away = [one.result() for one in sent if one.done()]
    assert {(status, headers["Retry-After"]) for status, headers, _body in away} == {(503, "8")}
    assert all("Lượt của ông/bà vẫn được giữ" in body.decode() for _status, _headers, body in away)
    assert {one.result()[0] for one in sent} == {302, 503}
    assert log_in(site, user)[0] == 302


def _votes(site: Site, device: hall.VoterDevice) -> None:
    """Let a voter open the page and cast, over the web server."""
    cookie = f"sessionid={session_of(device.user)}; csrftoken={CSRF}"
    assert site.ask(f"/vote/{device.round_.pk}/", Cookie=cookie)[0] == 200
    device.take()
    line = site.connect()
    with line:
        frame = device.frame()
        path = f"/box/{device.round_.pk}/cast"
        line.sendall(
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(frame)}\r\n\r\n".encode()
        )
        line.sendall(frame)
        assert line.recv(65536).startswith(b"HTTP/1.1 200")


def test_ticket_keeps_the_turn(start_site: StartSite, wait_until: Callable[..., object]) -> None:
    """A person sent away takes the place of one that came later."""
    user, site = make_user(), start_site(LOGIN_THREADS=1, LOGIN_QUEUE=1)
    with ThreadPoolExecutor(60) as pool:
        with held(user):
            first = storm(site, user, pool, wait_until)
            away = next(one.result() for one in first if one.done())
            ticket = away[1]["Set-Cookie"].partition(";")[0]
        assert all(one.result()[0] in (302, 503) for one in first)
        with held(user):
            later = storm(site, user, pool, wait_until)
            back = [
                pool.submit(log_in, site, user, Cookie=f"csrftoken={CSRF}; {ticket}") for _try in range(8)
            ]
            wait_until(lambda: sum(one.done() for one in back) >= 8 - PROCESSES)
        assert 302 in {one.result()[0] for one in back}
        assert {one.result()[0] for one in later} == {302, 503}


def test_script_is_told_in_json(start_site: StartSite, wait_until: Callable[..., object]) -> None:
    user, site = make_user(), start_site(LOGIN_THREADS=1, LOGIN_QUEUE=1)
    with ThreadPoolExecutor(40) as pool, held(user):
        storm(site, user, pool, wait_until)
        asked = [pool.submit(log_in, site, user, Accept="application/json") for _try in range(HELD)]
        wait_until(lambda: any(one.done() for one in asked))
        status, _headers, body = next(one.result() for one in asked if one.done())
    assert (status, json.loads(body)["error"]) == (503, "one_moment")


def test_running_request_gets_its_answer_when_the_server_is_stopped(
    start_site: StartSite, wait_until: Callable[..., object]
) -> None:
    user, site = make_user(), start_site()
    with ThreadPoolExecutor(1) as pool:
        with held(user):
            running = pool.submit(log_in, site, user)
            wait_until(somebody_waits)
            site.process.terminate()
        assert running.result()[0] == 302
    assert site.process.wait(60) == 0
