"""Two hundred voters, each with an own connection."""

import http.client
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse

from ballots.events import SWEPT
from ballots.models import ProofCheck
from ballots.protocol.ballot import LevelIndex
from officials.accounts.own_logins import keep_day
from officials.models import User
from operations.embedded import roles
from rounds.entries import is_noted
from rounds.models import Round
from tests.ballots import hall
from tests.faults.people import CSRF, HttpClient, Voter
from tests.faults.stack import PATIENCE, Stack, until
from tests.roles import PASSWORD, make_secretary
from tests.secrecy.links import Truth

VOTERS = 200
AT_ONCE = 5
BY_PAGE = 5  # every fifth logs in by the page; a login takes as long as all the rest of a vote
# allauth counts logins of one address one at a time, and refuses those that wait too long.
AT_THE_DOOR = threading.Lock()


class Guest(Voter):
    """A voter whose session begins at the moment of voting, for some by the page of the login."""

    def __init__(self, stack: Stack, round_: Round, user: User) -> None:
        super().__init__(stack, round_, user, [random.choice(list(LevelIndex))])
        self.stack, self.user, self.by_page = stack, user, user.pk % BY_PAGE == 0

    def vote(self) -> dict[str, str] | str:
        try:
            self._come()
            return super().vote()
        finally:
            connection.close()

    def _come(self) -> None:
        if not self.by_page:
            keep_day(self.user)
            self.session = HttpClient(self.stack, self.user)
            return
        with AT_THE_DOOR:
            self.session.cookie = f"sessionid={until(self._log_in, 'login')}; csrftoken={CSRF}"

    def _log_in(self) -> str:
        """Return the session of the answer, or nothing when it has none."""
        fields = {"login": self.user.username, "password": PASSWORD, "csrfmiddlewaretoken": CSRF}
        headers = {"Cookie": f"csrftoken={CSRF}", "Content-Type": "application/x-www-form-urlencoded"}
        headers |= {"Origin": f"http://localhost:{self.stack.port}", "Host": f"localhost:{self.stack.port}"}
        line = http.client.HTTPConnection("127.0.0.1", self.stack.port, timeout=PATIENCE)
        line.request("POST", reverse("account_login"), urlencode(fields), headers)
        answer = line.getresponse()
        cookies = [value for name, value in answer.getheaders() if name.lower() == "set-cookie"]
        line.close()
        found = (c.split("sessionid=")[1].split(";")[0] for c in cookies if "sessionid=" in c)
        return next(found, "")


def open_hall(stack: Stack) -> Round:
    """Return the open round; from here on Postgres writes only what somebody asked for.

    Its autovacuum copies pages of the swept box into the write-ahead log some minute later: ballots
    in the order of their hashes, in which the search would find them.
    """
    with roles.connected(stack.places, roles.SUPERUSER, roles.DATABASE) as beside:
        beside.execute("ALTER SYSTEM SET autovacuum = off")
        beside.execute("SELECT pg_reload_conf()")
    return hall.open_round(voters=VOTERS, lines=1, grace_seconds=0)


def all_vote(stack: Stack, round_: Round) -> Truth:
    """Let everybody vote in random order while the worker verifies; return the ballot of each voter."""
    guests = [Guest(stack, round_, user) for user in hall.voters(round_)]
    Session.objects.all().delete()  # nobody is logged in before it is their turn
    random.shuffle(guests)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        receipts = list(pool.map(Guest.vote, guests))
    until(lambda: ProofCheck.objects.filter(ballot__round=round_).count() == VOTERS, "verifying")
    return {str(g.user.pk): r["ballot"] for g, r in zip(guests, receipts, strict=True)}  # type: ignore[index]


def close(stack: Stack, round_: Round) -> None:
    """Press the secretary's button; wait until the box is closed and its traces are swept."""
    secretary = make_secretary(round_.unit)
    path = reverse("secretariat:desk_move", args=[round_.pk])
    HttpClient(stack, secretary).post_form(path, {"action": "end_issuing"})
    until(lambda: is_noted(round_, SWEPT), "sweeping")
