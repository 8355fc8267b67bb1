"""A proxy between server and browsers that puts its own keys in place of those of the box."""

import json
import re
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Route

from ballots.protocol import group
from ballots.protocol.identity import election_code, election_id
from ballots.selectors import election_of
from common.canonical import canonical_json
from rounds.models import Round
from tests.ballots.hall import election_code_of
from tests.ballots.protocol.box import fixed, team_for


@dataclass(frozen=True)
class FalseBox:
    """A box to which the proxy has the keys: the answer about it, and its election id."""

    answer: bytes
    election: bytes

    @property
    def code(self) -> str:
        return election_code(self.election)


def swapped(round_: Round) -> FalseBox:
    """Return the true ceremony with other keys in the manifest, which nobody has confirmed."""
    told = json.loads(election_of(round_.pk))
    manifest = json.loads(told["manifest"])
    point = group.base_mul(4711).hex()
    manifest["keys"]["box"], manifest["token_keys"], manifest["receipt_key"] = point, [point], point
    text = canonical_json(manifest)
    return FalseBox(canonical_json({**told, "manifest": text.decode()}), election_id(text))


def invented(round_: Round) -> FalseBox:
    """Return the box of a team that does not exist, under the true configuration; every signature holds."""
    team = team_for(bytes(round_.config or b""), fixed("invented")).complete()
    return FalseBox(team.answer(), team.election)


def stand_between(context: BrowserContext, round_: Round, false: FalseBox, *, in_pages: bool = True) -> None:
    """Answer with the false box, and put its election id into the pages too."""

    def rewrite(route: Route) -> None:
        response = route.fetch()
        body = response.text().replace(round_.election_id or "-", false.election.hex())
        route.fulfill(response=response, body=body.replace(election_code_of(round_), false.code))

    context.route(f"**/box/{round_.pk}/manifest", lambda route: route.fulfill(body=false.answer))
    if in_pages:
        context.route(re.compile(rf"/(vote|box)/{round_.pk}/(hall/|receipt/|trial/)?$"), rewrite)
