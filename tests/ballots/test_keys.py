"""The server's keys of a round: created once, sealed in the database, never recreated when missing."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import override_settings
from django.utils.translation import override

from ballots import envelope, keys, shared_keys
from ballots.models import ServerSecret, SharedKey
from rounds.models import Round
from tests.roles import make_frozen_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    return make_frozen_round()


def test_made_once_and_kept(round_: Round) -> None:
    first = keys.create(round_.pk)
    assert keys.create(round_.pk) == first
    assert keys.load_server_keys(round_.pk) == first


@pytest.mark.slow
def test_rounds_have_different_keys(round_: Round) -> None:
    assert keys.create(round_.pk).share_secret != keys.create(make_frozen_round().pk).share_secret


def test_table_holds_no_byte_of_the_keys(round_: Round) -> None:
    secret = keys.create(round_.pk).to_bytes()
    row = ServerSecret.objects.get(pk=round_.pk)
    stored = bytes(row.data_key) + bytes(row.body)
    assert len(secret) == 96
    assert not any(secret[at : at + 8] in stored for at in range(0, 96, 8))


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_agree(committed: None) -> None:
    pk = make_frozen_round().pk

    def create(_number: int) -> keys.ServerKeys:
        try:
            return keys.create(pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(create, range(8)))) == 1


@pytest.mark.slow
def test_keys_of_another_round_do_not_open(round_: Round) -> None:
    other = make_frozen_round()
    keys.create(other.pk)
    row = ServerSecret.objects.get(pk=other.pk)
    row.round = round_
    row.save(force_insert=True)
    with override("en"), pytest.raises(keys.KeysMissing, match="changed in the database"):
        keys.load_server_keys(round_.pk)


def test_missing_row_is_reported(round_: Round) -> None:
    with override("en"), pytest.raises(keys.KeysMissing, match="from backup"):
        keys.load_server_keys(round_.pk)


@pytest.mark.slow
def test_host_without_the_file_says_which(round_: Round, tmp_path: Path) -> None:
    keys.create(round_.pk)
    absent = tmp_path / "envelope_key"
    with override_settings(ENVELOPE_KEY_FILE=absent), override("en"):
        with pytest.raises(keys.KeysMissing, match=f"lacks the file of the envelope keys, {absent}"):
            keys.load_server_keys(round_.pk)
        with pytest.raises(keys.KeysMissing, match="lacks the file"):
            keys.create(make_frozen_round().pk)
    assert not absent.exists()


@pytest.mark.slow
def test_host_with_another_key_says_which_it_lacks(round_: Round, tmp_path: Path) -> None:
    keys.create(round_.pk)
    lacking = shared_keys.recorded(SharedKey.Name.ENVELOPE)
    envelope.create(tmp_path / "envelope_key")
    with override_settings(ENVELOPE_KEY_FILE=tmp_path / "envelope_key"), override("en"):
        with pytest.raises(keys.KeysMissing, match=f"lacks the envelope key {lacking}"):
            keys.load_server_keys(round_.pk)
        with pytest.raises(keys.KeysMissing, match=f"lacks the envelope key {lacking}"):
            keys.create(make_frozen_round().pk)


def test_no_key_is_made_beside_a_database_of_its_own(round_: Round, tmp_path: Path) -> None:
    absent = tmp_path / "envelope_key"
    demanded = override_settings(ENVELOPE_KEY_FILE=absent, ENVELOPE_KEY_IS_MADE=False)
    with demanded, override("en"), pytest.raises(keys.KeysMissing, match="lacks the file"):
        keys.create(round_.pk)
    assert not absent.exists()


def test_secrets_do_not_show(round_: Round) -> None:
    made = keys.create(round_.pk)
    assert str(made.share_secret) not in repr(made)
    assert made.receipt_secret.hex() not in repr(made)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ballots_serversecret SET body = 'x'",
        "UPDATE ballots_serversecret SET data_key = 'x'",
        "UPDATE ballots_serversecret SET key_id = '0123456789abcdef'",
        "UPDATE ballots_serversecret SET key_id = '0123456789abcdef', data_key = 'x', body = 'x'",
        "DELETE FROM ballots_serversecret",
    ],
)
def test_database_refuses_other_changes(round_: Round, statement: str) -> None:
    keys.create(round_.pk)
    refused = pytest.raises(IntegrityError, match="written once")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
