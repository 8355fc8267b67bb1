"""A process with a wrong libsodium does not start."""

import pysodium
import pytest
from django.apps import apps

from ballots.protocol import group, selftest
from ballots.protocol.selftest import SelfTestFailed


def test_passes_here() -> None:
    selftest.run()


def test_a_library_that_takes_bad_points_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """As rbcl does: it returns the identity instead of an error."""
    monkeypatch.setattr(group, "_is_valid_point", lambda _: 1)
    with pytest.raises(SelfTestFailed, match=r"A\.2"):
        selftest.run()


def test_a_library_that_adds_wrongly_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pysodium, "crypto_core_ristretto255_add", lambda left, _: left)
    with pytest.raises(SelfTestFailed, match=r"A\.1"):
        selftest.run()


def test_a_library_that_hashes_wrongly_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pysodium, "crypto_core_ristretto255_from_hash", lambda _: group.G)
    with pytest.raises(SelfTestFailed, match="9497"):
        selftest.run()


def test_the_app_runs_it_at_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise SelfTestFailed("here")

    monkeypatch.setattr(selftest, "run", refuse)
    with pytest.raises(SelfTestFailed):
        apps.get_app_config("ballots").ready()
