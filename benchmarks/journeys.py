"""What a voter's browser sends from the login to the receipt, with a real password and a real ballot."""

import random
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urlencode

from django.contrib.auth.hashers import make_password
from django.urls import reverse

from benchmarks import load
from benchmarks.crowd import Journey, Reply
from benchmarks.scene import Scene, VoterRequests, frame_of, voter_requests
from officials.models import User

PASSWORD = "hoa-sen-trang-2026"  # noqa: S105 (of accounts that live for one benchmark)
ISSUE_TO_RECEIPT = "issue to receipt"
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


@dataclass(slots=True)
class JourneyNotes:
    """Milliseconds by step, and failures by what went wrong."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failures: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    sent_away: int = 0

    def good(self, step: str, reply: Reply) -> bool:
        """Note the time of an answer; return whether it is the expected one."""
        if reply.status == 200:
            self.times[step].append(1000 * reply.seconds)
            return True
        self.failures[f"{step} {reply.status}"] += 1
        return False


@dataclass(frozen=True, slots=True)
class BallotOfVoter:
    """An account and its ballot."""

    name: str
    page: str
    requests: VoterRequests


def voters(scene: Scene) -> list[BallotOfVoter]:
    """Seal a ballot for everybody on the roll and give all accounts one password."""
    hashed = make_password(PASSWORD)
    for user in scene.voters:
        user.password = hashed  # before the sessions are made, which depend on it
    User.objects.bulk_update(scene.voters, ["password"])
    page = reverse("ballots:vote", args=[scene.round_.pk])
    ready = zip(scene.voters, voter_requests(scene), strict=True)
    return [BallotOfVoter(user.username, page, requests) for user, requests in ready]


def whole(voter: BallotOfVoter, noted: JourneyNotes) -> Journey:
    """Log in, read the page, have the ballot issued and cast it."""
    cookies: dict[str, str] = {}
    if not (yield from _log_in(voter, noted, cookies)):
        return
    reply = yield from _ask(load.get(voter.page, {"Cookie": _joined(cookies)}))
    if not noted.good("page", reply):
        return
    body = frame_of(voter.requests.issue)
    said = {
        "Cookie": _joined(cookies),
        "X-CSRFToken": cookies["csrftoken"],
        "Content-Type": "application/json",
    }
    if noted.good("issue", (yield from _ask(load.post(f"{voter.page}issue", said, body)))):
        noted.good("cast", (yield from _ask(voter.requests.cast)))


def login_only(voter: BallotOfVoter, noted: JourneyNotes) -> Journey:
    """Open the login page and log in, coming back as often as the server says."""
    yield from _log_in(voter, noted, {})


def ballot_only(voter: BallotOfVoter, noted: JourneyNotes) -> Journey:
    """Have the ballot issued and cast it, with a session from before; note both together as well."""
    issued = yield from _ask(voter.requests.issue)
    if noted.good("issue", issued):
        taken = yield from _ask(voter.requests.cast)
        if noted.good("cast", taken):
            noted.times[ISSUE_TO_RECEIPT].append(1000 * (issued.seconds + taken.seconds))


def _log_in(voter: BallotOfVoter, noted: JourneyNotes, cookies: dict[str, str]):  # type: ignore[no-untyped-def]
    path = reverse("account_login")
    reply = yield from _ask(load.get(path, {}))
    if not noted.good("login page", reply):
        return False
    _keep(cookies, reply)
    waited = 0.0
    while True:
        form = {"csrfmiddlewaretoken": cookies["csrftoken"], "login": voter.name, "password": PASSWORD}
        sent = load.post(path, {**FORM, "Cookie": _joined(cookies)}, urlencode(form).encode())
        reply = yield from _ask(sent)
        waited += reply.seconds
        _keep(cookies, reply)
        if reply.status != 503:
            noted.times["until logged in"].append(1000 * waited)
            return noted.good("login", reply)
        noted.sent_away += 1
        pause = float(reply.headers(b"retry-after")[0]) * (1 + random.random() / 2)  # noqa: S311 (as queued.js does)
        waited += pause
        yield pause


def _ask(request: bytes):  # type: ignore[no-untyped-def]
    return cast(Reply, (yield request))


def _keep(cookies: dict[str, str], reply: Reply) -> None:
    for value in reply.headers(b"set-cookie"):
        name, _, text = re.split(r";", value.decode(), maxsplit=1)[0].partition("=")
        cookies[name] = text


def _joined(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())
