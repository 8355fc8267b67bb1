"""Which keys the installation uses, by fingerprints in the database, and which of them this host holds.

All hosts of an installation need the same envelope key and the same `SECRET_KEY`. The first host records its
own; a host with others is told so, and never makes a second key unnoticed.
"""

import hmac
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from ballots import envelope
from ballots.envelope import EnvelopeKeys, EnvelopeUnreadable
from ballots.models import SharedKey
from rounds.errors import RoundError


class KeysMissing(RoundError):
    """This host or the database lacks a key, so the step cannot be taken; the text names the remedy."""


def recorded(name: str) -> str | None:
    """Return the fingerprint of the key that all hosts use, if one is recorded."""
    return SharedKey.objects.filter(pk=name).values_list("fingerprint", flat=True).first()


def all_recorded() -> dict[str, str]:
    """Return name → fingerprint of the keys that all hosts use, as far as they are recorded; one query."""
    return dict(SharedKey.objects.values_list("name", "fingerprint"))


def record(name: str, fingerprint: str) -> str:
    """Record the fingerprint unless another host was first; return the one that is recorded."""
    SharedKey.objects.bulk_create([SharedKey(name=name, fingerprint=fingerprint)], ignore_conflicts=True)
    return recorded(name) or fingerprint


def replace(name: str, fingerprint: str) -> None:
    """Record another key in place of the former one."""
    SharedKey.objects.update_or_create(pk=name, defaults={"fingerprint": fingerprint})


def secret_fingerprint() -> str:
    """Return the fingerprint of this host's `SECRET_KEY`; it tells nothing about the key."""
    key = str(settings.SECRET_KEY).encode()
    return hmac.digest(key, b"tin-nhiem fingerprint of SECRET_KEY", "sha256").hex()[:16]


def claim() -> None:
    """Record this host's keys unless keys of another host are recorded; a host that lacks some records none."""
    record(SharedKey.Name.SECRET, secret_fingerprint())
    with suppress(KeysMissing):
        envelope_in_use()


def lacking() -> list[str]:
    """Return a sentence for each key that this host lacks; reads only."""
    found, in_use = [], all_recorded()
    try:
        _require_envelope(in_use)
    except KeysMissing as problem:
        found.append(str(problem))
    if secret_key_differs(in_use):
        found.append(
            _(
                "This host has another SECRET_KEY than the installation. Give it the same one; after a change on "
                "purpose, run “manage.py accept_secret_key” on one host."
            )
        )
    return found


def secret_key_differs(in_use: Mapping[str, str]) -> bool:
    """Return whether the installation uses (`all_recorded`) another `SECRET_KEY` than this host."""
    return in_use.get(SharedKey.Name.SECRET) not in (None, secret_fingerprint())


def lacks_envelope_key(in_use: Mapping[str, str]) -> bool:
    """Return whether this host could not seal or open keys of boxes; `in_use` as `all_recorded`."""
    try:
        _require_envelope(in_use)
    except KeysMissing:
        return True
    return False


def _require_envelope(in_use: Mapping[str, str]) -> None:
    key = in_use.get(SharedKey.Name.ENVELOPE)
    if key is None and settings.ENVELOPE_KEY_IS_MADE:
        return  # made with the keys of the first box
    keys = envelope_keys()
    require(keys, key or keys.newest)


def envelope_keys() -> EnvelopeKeys:
    """Return the envelope keys of this host. Raises `KeysMissing`."""
    file = Path(settings.ENVELOPE_KEY_FILE)
    try:
        return envelope.read(file)
    except FileNotFoundError as error:
        text = _(
            "This host lacks the file of the envelope keys, %(file)s. Copy it from another host or from a backup; "
            "a new installation makes it with “manage.py prepare_keys --make”."
        )
        raise KeysMissing(text % {"file": file}) from error
    except (OSError, EnvelopeUnreadable, UnicodeDecodeError) as error:
        text = _("The file of the envelope keys, %(file)s, cannot be read.")
        raise KeysMissing(text % {"file": file}) from error


def require(keys: EnvelopeKeys, key_id: str) -> None:
    """Raise `KeysMissing` unless this host holds the key."""
    if key_id not in keys.keys:
        text = _("This host lacks the envelope key %(id)s; its file %(file)s does not hold it.")
        raise KeysMissing(text % {"id": key_id, "file": settings.ENVELOPE_KEY_FILE})


def envelope_in_use() -> tuple[EnvelopeKeys, str]:
    """Return this host's envelope keys and the id of the one that seals. Raises `KeysMissing`.

    The first host of an installation records its newest key; with the embedded database it makes one.
    """
    in_use = recorded(SharedKey.Name.ENVELOPE)
    if in_use is None:
        keys = _first_keys()
        in_use = record(SharedKey.Name.ENVELOPE, keys.newest)
    else:
        keys = envelope_keys()
    require(keys, in_use)
    return keys, in_use


def _first_keys() -> EnvelopeKeys:
    if settings.ENVELOPE_KEY_IS_MADE and not Path(settings.ENVELOPE_KEY_FILE).exists():
        return envelope.create(Path(settings.ENVELOPE_KEY_FILE))
    return envelope_keys()
