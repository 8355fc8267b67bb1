"""Envelope encryption: what is sealed opens at its own place with its own key only; the file of the keys."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ballots import envelope
from ballots.envelope import NO_KEYS, EnvelopeUnreadable, Sealed

RING = NO_KEYS.with_new()
SEALED = RING.seal(b"secret", "table/1", key_id=RING.newest)


def test_content_comes_back_at_its_place_only() -> None:
    assert RING.unseal(SEALED, "table/1") == b"secret"
    with pytest.raises(EnvelopeUnreadable):
        RING.unseal(SEALED, "table/2")


@pytest.mark.parametrize("part", ["data_key", "body"])
@pytest.mark.parametrize("at", [0, 12, -1])
def test_a_changed_byte_is_noticed(part: str, at: int) -> None:
    content = bytearray(getattr(SEALED, part))
    content[at] ^= 1
    parts = {"data_key": SEALED.data_key, "body": SEALED.body, part: bytes(content)}
    with pytest.raises(EnvelopeUnreadable):
        RING.unseal(Sealed(SEALED.key_id, **parts), "table/1")


def test_data_key_and_body_cannot_be_exchanged() -> None:
    exchanged = Sealed(SEALED.key_id, SEALED.body, SEALED.data_key)
    with pytest.raises(EnvelopeUnreadable):
        RING.unseal(exchanged, "table/1")


def test_nothing_repeats_and_nothing_shows() -> None:
    again = RING.seal(b"secret", "table/1", key_id=RING.newest)
    assert again.body != SEALED.body
    assert again.data_key != SEALED.data_key
    assert b"secret" not in SEALED.body
    assert RING.keys[RING.newest].hex() not in repr(RING)


def test_another_key_changes_the_data_key_only() -> None:
    both = RING.with_new()
    moved = both.rewrap(SEALED, "table/1", key_id=both.newest)
    assert (moved.body, moved.key_id) == (SEALED.body, both.newest)
    assert both.only({both.newest}).unseal(moved, "table/1") == b"secret"
    with pytest.raises(KeyError):
        RING.unseal(moved, "table/1")


def test_file_holds_its_keys_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "secrets" / "envelope_key"
    made = envelope.create(file)
    envelope.write(file, made.with_new())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert next(iter(envelope.read(file).keys.items())) == (made.newest, made.keys[made.newest])


def test_eight_at_once_make_one_file(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(envelope.create, [tmp_path / "envelope_key"] * 8))
    assert len({keys.newest for keys in made}) == 1


@pytest.mark.parametrize("change", [("", ""), (" ", " A"), (" ", ""), ("\n", "=\n")])
def test_damaged_file_is_refused(change: tuple[str, str]) -> None:
    line = RING.to_text().splitlines(keepends=True)[1]
    with pytest.raises(EnvelopeUnreadable):
        envelope.parse(line.replace(*change) if change[0] else "# nothing\n")
