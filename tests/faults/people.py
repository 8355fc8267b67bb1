"""Voters, members and a secretary of a round, each behind a real connection to the web server."""

import http.client
import json
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from ballots.models import EncryptedTally
from ballots.protocol import voprf
from ballots.protocol.ballot import LevelIndex, encode_frame
from ballots.protocol.receipt import verify_receipt
from officials.models import User
from rounds.models import Round
from simulation.rehearsal.client import RefusedError
from simulation.rehearsal.team import MemberDevice as Member
from tests.ballots import hall
from tests.faults.stack import PATIENCE, Stack, until
from tests.roles import make_secretary
from tests.sessions import session_of

Answer = tuple[int, bytes]
CSRF = "c" * 32


class HttpClient:
    """Client with the cookies of one person, or none. `OSError`: no answer; `RefusedError`: a refusal."""

    def __init__(self, stack: Stack, user: User | None = None) -> None:
        self.port = stack.port
        self.cookie = f"sessionid={session_of(user)}; csrftoken={CSRF}" if user else ""

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> Answer:
        """Return status and body, whatever they are."""
        headers = {"Host": f"localhost:{self.port}", "Accept": "application/json", "Accept-Language": "en"}
        if self.cookie:
            origin = f"http://localhost:{self.port}"
            headers |= {"Cookie": self.cookie, "X-CSRFToken": CSRF, "Origin": origin}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            line.request(method, path, body or None, headers | ({"Content-Type": kind} if kind else {}))
            answer = line.getresponse()
            return answer.status, answer.read()
        except http.client.HTTPException as error:
            raise ConnectionResetError(str(error)) from error
        finally:
            line.close()

    def get(self, path: str) -> bytes:
        return self._good(path, self.ask("GET", path))

    def get_json(self, path: str) -> Any:
        return json.loads(self.get(path))

    def post_json(self, path: str, content: Any) -> Any:
        sent = self.ask("POST", path, json.dumps(content).encode(), "application/json")
        return json.loads(self._good(path, sent))

    def post_form(self, path: str, fields: dict[str, str]) -> None:
        self._good(
            path, self.ask("POST", path, urlencode(fields).encode(), "application/x-www-form-urlencoded")
        )

    def post_bytes(self, path: str, data: bytes) -> Any:
        return json.loads(self._good(path, self.ask("POST", path, data, "application/octet-stream")))

    def _good(self, path: str, answer: Answer) -> bytes:
        status, body = answer
        if status >= 400:
            raise RefusedError(path, status, body.decode(errors="replace"))
        return body


class Voter:
    """A voter's page: repeats requests without an answer, as the real page does."""

    def __init__(self, stack: Stack, round_: Round, user: User, marks: list[LevelIndex | None]) -> None:
        self.round, self.marks, self.keys = round_, marks, round_.keys
        self.device = hall.VoterDevice(round_, user)
        self.sealed = self.device.seal(marks)
        self.session, self.nobody = HttpClient(stack, user), HttpClient(stack)

    def take(self) -> None:
        """Have the blank ballot issued and check its token."""
        device, path = self.device, reverse("ballots:issue", args=[self.round.pk])
        answer = self.session.post_json(path, {"blinded": device.blinded.hex()})
        device.token = voprf.finalize(
            credential=device.credential,
            blinding=device.blinding,
            blinded=device.blinded,
            evaluated=bytes.fromhex(answer["evaluated"]),
            proof=bytes.fromhex(answer["proof"]),
            public=bytes.fromhex(self.keys.token_public),
        )

    @property
    def frame(self) -> bytes:
        return encode_frame(self.sealed.body, self.sealed.signature, self.device.token)

    def cast(self) -> dict[str, str]:
        """Put the ballot in; the receipt's signature and hash are checked."""
        receipt: dict[str, str] = self.nobody.post_bytes(
            reverse("ballots:cast", args=[self.round.pk]), self.frame
        )
        assert verify_receipt(receipt, bytes.fromhex(self.keys.receipt_public))
        assert receipt["ballot"] == self.sealed.hash.hex()
        return receipt

    def vote(self) -> dict[str, str] | str:
        """Take and cast with patience; return the receipt, or the code with which the site refused."""
        try:
            patiently(self.take)
            receipt: dict[str, str] = patiently(self.cast)
        except RefusedError as refusal:
            return str(json.loads(refusal.message)["error"])
        return receipt


def patiently(act: Any) -> Any:
    """Repeat while the server does not answer, as `persist` does on the page."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return act()
        except RefusedError as refusal:
            if refusal.status < 500 or time.monotonic() > end:
                raise
        except OSError:
            assert time.monotonic() < end, "nothing was heard"
        time.sleep(0.2)


class FaultyMeeting:
    """A round, with one line unless given, that is open in the running product, and its people."""

    def __init__(self, stack: Stack, voters: int, **options: Any) -> None:
        made = {"lines": 1, "grace_seconds": 0, "min_ballots": 1, **options}
        self.stack, self.round = stack, hall.open_round(voters=voters, **made)
        levels = list(LevelIndex)
        people = enumerate(hall.voters(self.round))
        lines = made["lines"]
        self.voters = [Voter(stack, self.round, user, [levels[i % 3]] * lines) for i, user in people]
        self.desk = HttpClient(stack, make_secretary(self.round.unit))

    def all_vote(self, voters: Iterable[Voter] | None = None) -> list[dict[str, str] | str]:
        """Let everybody vote in the same second, each on a connection of their own."""
        chosen = list(self.voters if voters is None else voters)
        with ThreadPoolExecutor(len(chosen)) as pool:
            return list(pool.map(Voter.vote, chosen))

    def path(self, name: str) -> str:
        return reverse(name, args=[self.round.pk])

    def status(self) -> dict[str, Any]:
        told: dict[str, Any] = self.desk.get_json(self.path("secretariat:desk_status"))
        return told

    def clock(self) -> float:
        """The time by the server's clock, in seconds since 1970."""
        told = self.voters[0].session.get_json(self.path("ballots:status"))
        return float(told["now"]) / 1000

    def press(self, action: str) -> None:
        patiently(lambda: self.desk.post_form(self.path("secretariat:desk_move"), {"action": action}))

    def close(self) -> None:
        """End the issuing; beat closes the box once nothing is out."""
        self.press("end_issuing")
        until(lambda: self.state() != Round.State.OPEN, "closing")

    def state(self) -> str:
        return Round.objects.values_list("state", flat=True).get(pk=self.round.pk)

    def wait_for_sums(self) -> None:
        until(lambda: EncryptedTally.objects.filter(pk=self.round.pk).exists(), "sums")

    def member(self) -> Member:
        """Return the only member of the counting team, with the device that locked the box."""
        (device,) = hall.devices_of_team(self.round)
        member = Member(device.user, self.round.pk, device.seed)
        member.browser = HttpClient(self.stack, device.user)  # type: ignore[assignment]
        return member

    def counts(self) -> tuple[int, int, int]:
        """High, confidence, low of each line, as the opened box says; every line is marked alike."""
        until(lambda: self.state() == Round.State.COUNTED, "opening")
        lines = Round.objects.get(pk=self.round.pk).counts.values_list("high", "confidence", "low")
        (counts,) = set(lines)
        return counts


def expected(voters: Iterable[Voter]) -> tuple[int, int, int]:
    """The counts that the marks of these voters must give."""
    marks = [voter.marks[0] for voter in voters]
    return (marks.count(LevelIndex.HIGH), marks.count(LevelIndex.CONFIDENCE), marks.count(LevelIndex.LOW))
