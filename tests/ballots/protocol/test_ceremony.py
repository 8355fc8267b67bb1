import pytest

from ballots.protocol import ceremony, group
from tests.ballots.protocol.box import Team, fixed, make_team

STEPS = ("commit", "reveal", "shares", "accept", "confirm")


@pytest.mark.parametrize(("n", "t"), [(1, 1), (2, 2), (3, 2), (5, 3), (9, 5)])
def test_shares_fit_their_public_keys(n: int, t: int) -> None:
    team = make_team(n, t).until("accept")
    public = team.public
    for index, secret in team.secrets.items():
        assert group.base_mul(secret) == public.share_keys[index]
    parts = [public.server_key, *(group.base_mul(k.coefficients[0]) for k in team.keys.values())]
    assert group.sum_points(parts) == public.Y


def test_a_closed_page_continues_from_its_seed(team: Team) -> None:
    """The same seed and attempt give the same messages, so posting again changes nothing."""
    team.until("confirm")
    keys = ceremony.derive_member_keys(fixed("member 2"), team.context, 2)
    for kind in STEPS[:4]:
        again = team.make(kind, keys)
        assert again == team.board[kind][2]
        team.post(again)


def test_another_attempt_has_other_secrets(team: Team) -> None:
    second = ceremony.Context(team.context.config_hash, 2, 3, 2)
    keys = ceremony.derive_member_keys(fixed("member 1"), second, 1)
    first = team.keys[1]
    assert not set(keys.coefficients) & set(first.coefficients)
    assert keys.signing_secret != first.signing_secret
    assert keys.lot != first.lot


@pytest.mark.parametrize("kind", ["commit", "reveal", "shares"])
def test_every_message_changes_the_transcript(team: Team, kind: str) -> None:
    before = team.until("accept").transcript
    message = dict(team.board[kind][2], sig="00" * 64)
    board = {**team.board, kind: {**team.board[kind], 2: message}}
    assert ceremony.transcript_hash(team.context, team.server.to_json(), board) != before


def test_server_keys_change_the_transcript(team: Team) -> None:
    other = {**team.server.to_json(), "receipt": fixed("other").hex()}
    before = team.until("accept").transcript
    assert ceremony.transcript_hash(team.context, other, team.board) != before


@pytest.mark.parametrize(("n", "t"), [(3, 4), (0, 0), (10, 6), (3, 0)])
def test_impossible_teams_are_refused(n: int, t: int) -> None:
    with pytest.raises(ValueError, match="n ≤ 9"):
        ceremony.Context(fixed("config"), 1, n, t)


def test_keys_section_of_the_manifest(team: Team) -> None:
    section = team.until("accept").public.to_json()
    assert [member["index"] for member in section["members"]] == [1, 2, 3]
    assert section["box"] == team.public.Y.hex()
    assert section["transcript"] == team.transcript.hex()
