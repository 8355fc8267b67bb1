"""Rounds with real voters and real ballots, created by the product's services."""

import datetime
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.middleware.csrf import _get_new_csrf_string
from django.urls import reverse
from django.utils import timezone

from ballots import keys
from ballots.protocol import voprf
from ballots.protocol.ballot import LevelIndex, SealedBallot, encode_frame
from benchmarks import load
from officials.accounts.session_store import SessionStore
from officials.models import User
from rounds.models import Round, RuleSet
from rounds.services import configuring
from simulation.rehearsal.play import RehearsedRound
from simulation.rehearsal.sealer import seal_all
from simulation.rehearsal.stage import Numbers, build
from simulation.rehearsal.voters import VotersElection, read_election


@dataclass(frozen=True, slots=True)
class Scene:
    """An open round, its players, and the data of a voter's page."""

    play: RehearsedRound
    election: VotersElection

    @property
    def round_(self) -> Round:
        """The round."""
        return self.play.round

    @property
    def voters(self) -> list[User]:
        """Everybody on the roll."""
        return self.play.stage.voters


def open_round(*, lines: int, voters: int) -> Scene:
    """Create a round with the given lines and voters, lock its box with three members, and open it."""
    rows = [f"Nguyễn Văn {number}" for number in range(1, lines + 1)]
    nobody = Numbers(summoned=0, present=0, issued=0, returned=voters)
    stage = build(title="Benchmark", rows=rows, numbers=nobody, rule_set=RuleSet.objects.all()[0])
    people = _accounts(voters)
    configuring.add_electors(round_id=stage.round.pk, electors=[(user, "") for user in people])
    stage.voters.extend(people)
    everybody = Numbers(summoned=voters, present=voters, issued=voters, returned=voters)
    play = RehearsedRound(stage, everybody, no_report)
    play.prepare()
    play.round.refresh_from_db()
    return Scene(play, read_election(play.round.pk))


def _accounts(number: int) -> list[User]:
    """Create accounts in one statement, since this is not measured. Nobody logs in with a password."""
    tag = secrets.token_hex(4)
    names = [f"bench-{tag}-{i}" for i in range(number)]
    return User.objects.bulk_create(
        User(username=name, full_name=f"Voter {name}", password=tag) for name in names
    )


def no_report(_progress: object) -> None:
    """Ignore progress messages."""


@dataclass(frozen=True, slots=True)
class VoterRequests:
    """The prepared requests of one voter's browser, with a real ballot."""

    page: bytes
    issue: bytes
    cast: bytes


def voter_requests(scene: Scene) -> Iterator[VoterRequests]:
    """Seal a ballot for each voter on all cores, with its token and a session."""
    n_lines = scene.election.keys.n_lines
    marks = [[secrets.choice((*LevelIndex, None)) for _ in range(n_lines)] for _ in scene.voters]
    cookies = _sessions(scene.voters)
    for ballot, cookie in zip(seal_all(scene.election.keys, marks), cookies, strict=True):
        yield _requests_of(scene, ballot, cookie)


def _requests_of(scene: Scene, ballot: SealedBallot, session: str) -> VoterRequests:
    pk, csrf = scene.round_.pk, _get_new_csrf_string()
    cookie = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={csrf}"
    secret = keys.load_server_keys(pk).token_secret
    blinding, blinded = voprf.blind(ballot.credential)
    evaluated, proof = voprf.blind_evaluate(voprf.KeyPair(secret, scene.election.token), blinded)
    token = voprf.finalize(
        credential=ballot.credential,
        blinding=blinding,
        blinded=blinded,
        evaluated=evaluated,
        proof=proof,
        public=scene.election.token,
    )
    body = b'{"blinded": "%s"}' % blinded.hex().encode()
    said = {"Cookie": cookie, "X-CSRFToken": csrf, "Content-Type": "application/json"}
    frame = encode_frame(ballot.body, ballot.signature, token)
    plain = {"Content-Type": "application/octet-stream"}
    return VoterRequests(
        load.get(reverse("ballots:vote", args=[pk]), {"Cookie": cookie, "Accept-Language": "vi"}),
        load.post(reverse("ballots:issue", args=[pk]), said, body),
        load.post(reverse("ballots:cast", args=[pk]), plain, frame),
    )


def frame_of(cast: bytes) -> bytes:
    """Return the ballot's bytes inside its request."""
    return cast.partition(b"\r\n\r\n")[2]


def _sessions(voters: list[User]) -> list[str]:
    """Log everybody in, in one statement."""
    backend = settings.AUTHENTICATION_BACKENDS[0]
    ends = timezone.now() + datetime.timedelta(hours=8)
    rows = []
    for user in voters:
        said = {SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: backend}
        said[HASH_SESSION_KEY] = user.get_session_auth_hash()
        data = SessionStore().encode(said)
        rows.append(Session(session_key=secrets.token_hex(16), session_data=data, expire_date=ends))
    Session.objects.bulk_create(rows)
    return [row.session_key for row in rows]
