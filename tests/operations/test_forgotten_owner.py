"""Processes of `script/server` do not inherit the login of the tables' owner."""

import os

import pytest

from operations.embedded import supervisor


def test_owner_is_forgotten_before_web_and_worker_start(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_OWNER_URL", "DATABASE_OWNER_PASSWORD_FILE", "DATABASE_URL"):
        monkeypatch.setenv(name, "postgres://elsewhere/tinnhiem")
    supervisor.forget_owner()
    assert [name for name in os.environ if name.startswith("DATABASE_")] == ["DATABASE_URL"]
