"""Passwords: OWASP's costs for Argon2, older hashes replaced at login, equal work for every failed attempt."""

from collections import Counter

import argon2
import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.test import Client
from pytest_django import Settings

from officials.accounts.hashers import FORMER, OwaspArgon2
from officials.models import User
from tests.roles import PASSWORD, make_user

LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _real_hashing(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["officials.accounts.hashers.OwaspArgon2"]


def former(user: User) -> User:
    user.password = FORMER.encode(PASSWORD, FORMER.salt())
    user.save()
    return user


def log_in(user: User, password: str = PASSWORD) -> int:
    return Client().post(LOGIN, {"login": user.username, "password": password}).status_code


def test_new_hashes_have_the_costs_that_owasp_recommends() -> None:
    found = argon2.extract_parameters(make_password(PASSWORD).removeprefix("argon2"))
    assert (found.type, found.memory_cost, found.time_cost, found.parallelism) == (
        *(argon2.Type.ID, 19 * 1024, 2),
        1,
    )


@pytest.mark.slow
def test_former_hash_verifies_and_is_replaced_at_login(db: None) -> None:
    user = former(make_user())
    assert OwaspArgon2().must_update(user.password)
    assert log_in(user) == 302
    user.refresh_from_db()
    assert not OwaspArgon2().must_update(user.password)
    assert log_in(user) == 302


@pytest.mark.slow
def test_every_failed_attempt_costs_the_same(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new, without = former(make_user()), make_user(), make_user()
    new.set_password(PASSWORD)
    without.set_unusable_password()
    new.save()
    without.save()
    spent = _costs(monkeypatch)
    work = []
    for user in (old, new, without, User(username="khong-co"), User(username="ai@example.test")):
        spent.clear()
        assert log_in(user, "sai") == 200
        work.append(dict(spent))
    assert work == [{FORMER.memory_cost: 1, OwaspArgon2.memory_cost: 1}] * 5


@pytest.mark.slow
def test_nobody_pays_former_costs_once_all_hashes_are_new(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    user = former(make_user())
    log_in(user)
    spent = _costs(monkeypatch)
    log_in(user, "sai")
    log_in(User(username="khong-co"), "sai")
    log_in(user)
    assert spent == {OwaspArgon2.memory_cost: 3}


def _costs(monkeypatch: pytest.MonkeyPatch) -> Counter[int]:
    """Count hashes by their memory."""
    spent: Counter[int] = Counter()
    encode, verify = Argon2PasswordHasher.encode, Argon2PasswordHasher.verify

    def counted_encode(hasher: Argon2PasswordHasher, password: str, salt: str) -> str:
        spent[hasher.memory_cost] += 1
        return encode(hasher, password, salt)

    def counted_verify(hasher: Argon2PasswordHasher, password: str, encoded: str) -> bool:
        spent[int(hasher.decode(encoded)["memory_cost"])] += 1
        return verify(hasher, password, encoded)

    monkeypatch.setattr(Argon2PasswordHasher, "encode", counted_encode)
    monkeypatch.setattr(Argon2PasswordHasher, "verify", counted_verify)
    return spent
