"""Key files of a former release are moved into the database; a file goes only once its row can be read."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test.utils import override_settings

from ballots import keys
from ballots.models import ServerSecret
from ballots.protocol import receipt
from ballots.protocol.group import encode_scalar, random_scalar
from ballots.services.moving_keys import move_key_files
from rounds.models import Round
from tests.roles import make_frozen_round

pytestmark = pytest.mark.django_db


def as_file(folder: Path, name: object, found: keys.ServerKeys) -> Path:
    """Write keys as the former release did."""
    file = folder / f"{name}.json"
    scalars = {"share_secret": found.share_secret, "token_secret": found.token_secret}
    stored = {name: encode_scalar(value).hex() for name, value in scalars.items()}
    file.write_text(json.dumps({**stored, "receipt_secret": found.receipt_secret.hex()}))
    return file


def new_keys() -> keys.ServerKeys:
    return keys.ServerKeys(random_scalar(), random_scalar(), receipt.generate_signing_key())


@pytest.fixture
def round_() -> Round:
    return make_frozen_round()


@pytest.mark.slow
def test_keys_move_and_the_files_go(round_: Round, tmp_path: Path) -> None:
    other, found = make_frozen_round(), new_keys()
    as_file(tmp_path, round_.pk, found)
    as_file(tmp_path, other.pk, new_keys())
    assert move_key_files(tmp_path) == 2
    assert keys.load_server_keys(round_.pk) == found
    assert list(tmp_path.iterdir()) == []
    assert move_key_files(tmp_path) == 0


def test_killed_before_removal_it_goes_on(round_: Round, tmp_path: Path) -> None:
    found = new_keys()
    as_file(tmp_path, round_.pk, found)
    keys.store(round_.pk, found)
    assert move_key_files(tmp_path) == 1
    assert keys.load_server_keys(round_.pk) == found
    assert list(tmp_path.iterdir()) == []


def test_file_stays_beside_other_keys(round_: Round, tmp_path: Path) -> None:
    keys.create(round_.pk)
    file = as_file(tmp_path, round_.pk, new_keys())
    with pytest.raises(keys.KeysMissing, match="which therefore stays"):
        move_key_files(tmp_path)
    assert file.exists()


def test_file_stays_without_an_envelope_key(round_: Round, tmp_path: Path) -> None:
    file = as_file(tmp_path, round_.pk, new_keys())
    demanded = override_settings(ENVELOPE_KEY_FILE=tmp_path / "absent", ENVELOPE_KEY_IS_MADE=False)
    with demanded, pytest.raises(keys.KeysMissing):
        move_key_files(tmp_path)
    assert (file.exists(), ServerSecret.objects.count()) == (True, 0)


def test_what_belongs_to_no_round_stays(round_: Round, tmp_path: Path) -> None:
    foreign = as_file(tmp_path, "11111111-2222-3333-4444-555555555555", new_keys())
    damaged = tmp_path / f"{round_.pk}.json"
    for text in ("", "{}", "[]", '{"share_secret": "00"}', "null"):
        damaged.write_text(text)
        assert move_key_files(tmp_path) == 0
    assert foreign.exists()
    assert damaged.exists()


def test_command_prepares_a_host(round_: Round, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    as_file(tmp_path, round_.pk, new_keys())
    own = {"KEYS_DIR": tmp_path, "ENVELOPE_KEY_FILE": tmp_path / "envelope", "ENVELOPE_KEY_IS_MADE": False}
    with override_settings(**own):
        with pytest.raises(CommandError, match="This host lacks the file of the envelope keys"):
            call_command("prepare_keys")
        call_command("prepare_keys", "--make")
        call_command("prepare_keys")
    assert capsys.readouterr().out == "Rounds whose keys were moved into the database: 1\n"


def test_command_makes_no_second_key_for_a_second_host(round_: Round, tmp_path: Path) -> None:
    keys.create(round_.pk)
    absent = tmp_path / "envelope_key"
    with (
        override_settings(ENVELOPE_KEY_FILE=absent),
        pytest.raises(CommandError, match="This host lacks the file"),
    ):
        call_command("prepare_keys", "--make")
    assert not absent.exists()
