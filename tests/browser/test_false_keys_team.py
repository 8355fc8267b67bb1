"""A server that shows the counting team other keys, to some members or after their commitments."""

import json
from typing import Any

import pytest

from ballots.models import CeremonyMessage
from ballots.protocol import group
from common.canonical import canonical_json
from rounds.models import Round
from tests.ballots.hall import devices_of_team
from tests.ballots.team import TeamDevice, run, signed
from tests.browser.team_pages import found_out, telling
from tests.browser_fixtures import NewContext
from tests.roles import make_frozen_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OTHER_KEYS = "những khóa khác nhau"


@pytest.fixture
def devices(committed: None) -> list[TeamDevice]:
    round_: Round = make_frozen_round(lines=1, voters=6, members=2)
    return devices_of_team(round_)


def _other_server_key(name: str) -> Any:
    point = group.base_mul(4711).hex()

    def change(board: dict[str, Any]) -> None:
        board["ceremony"]["server"][name] = [point] if name == "tokens" else point

    return telling(change)


@pytest.mark.parametrize("name", ["tokens", "receipt"])
def test_other_server_keys_after_the_commitments(
    new_context: NewContext, devices: list[TeamDevice], name: str
) -> None:
    run(devices, until="commit")
    first = devices[0]
    found_out(new_context(user=first.user), first, [("board", _other_server_key(name), OTHER_KEYS)])
    assert not CeremonyMessage.objects.filter(step="reveal").exists()


def test_other_server_keys_for_one_member(new_context: NewContext, devices: list[TeamDevice]) -> None:
    """The commitment of the first member names the true keys, so the second one sends nothing."""
    devices[0].post("commit")
    second = devices[1]
    found_out(new_context(user=second.user), second, [("board", _other_server_key("tokens"), OTHER_KEYS)])
    assert CeremonyMessage.objects.count() == 1


def test_a_lot_other_than_promised(new_context: NewContext, devices: list[TeamDevice]) -> None:
    """A member who helps the server would choose the lot after having seen all others."""
    run(devices, until="accept")
    first, second = devices
    transcript = second.make("accept")["body"]["transcript"]
    chosen = signed(second, "accept", {"lot": "00" * 32, "transcript": transcript})
    lie = telling(lambda board: board["ceremony"]["messages"]["accept"].update({"2": chosen}))
    found_out(new_context(user=first.user), first, [("board", lie, "đã thay đổi dữ liệu gửi lúc đầu")])
    assert not CeremonyMessage.objects.filter(step="confirm").exists()


def test_a_manifest_or_a_confirmation_of_another_election(
    new_context: NewContext, devices: list[TeamDevice]
) -> None:
    run(devices, until="accept")
    first, second = devices
    body = {**second.make("confirm")["body"], "election": "ab" * 32}
    confirm = signed(second, "confirm", body)
    lies = [
        ("board", telling(_other_manifest), "không phải của lần khóa hòm phiếu này"),
        (
            "board",
            telling(lambda board: board["ceremony"]["messages"]["confirm"].update({"2": confirm})),
            "không phải hòm ông/bà đã khóa",
        ),
    ]
    found_out(new_context(user=first.user), first, lies)
    assert not CeremonyMessage.objects.filter(step="confirm").exists()


def _other_manifest(board: dict[str, Any]) -> None:
    manifest = json.loads(board["ceremony"]["manifest"])
    manifest["token_keys"] = [group.base_mul(4711).hex()]
    board["ceremony"]["manifest"] = canonical_json(manifest).decode()
