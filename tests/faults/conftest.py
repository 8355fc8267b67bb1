"""One running product for all tests of this folder; this process works on its database too."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.db import connection, connections
from django.test import override_settings

from tests.faults.stack import WORDS, Stack

S = TypeVar("S", bound=Stack)


@pytest.fixture(autouse=True)
def _own_folders() -> None:
    """Here folders are kept from test to test: the running product works with them."""


@pytest.fixture
def _django_db_helper(stack: Stack) -> Iterator[None]:
    """What `django_db` means here: the database of the running product, where everything commits."""
    yield
    print(stack.said(), *(stack.log(name)[-6000:] for name in WORDS), sep="\n")  # shown when the test fails


@pytest.fixture(scope="module")
def kind() -> type[Stack]:
    """What `stack` starts; a module that sets the clock overrides it."""
    return Stack


@pytest.fixture(scope="module")
def stack(django_db_setup: None, django_db_blocker: Any, kind: type[Stack]) -> Iterator[Stack]:
    with django_db_blocker.unblock(), running(kind) as made:
        yield made


@contextmanager
def running(kind: type[S]) -> Iterator[S]:
    """Start a product on servers of its own, and let this process work on its database."""
    data = Path(tempfile.mkdtemp(prefix="tn-", dir="/tmp"))
    data.chmod(0o755)  # the account of the servers must get in
    made = kind(data)
    try:
        made.start()
        with _works_on(made):
            yield made
    finally:
        made.stop()
        shutil.rmtree(made.places.servers, ignore_errors=True)
        shutil.rmtree(data, ignore_errors=True)


@contextmanager
def _works_on(stack: Stack) -> Iterator[None]:
    """Let services called here and Django's models see the database and files of the product."""
    known = dict(connection.settings_dict)
    folders = {"DATA_DIR": stack.files, "ENVELOPE_KEY_FILE": stack.files / "envelope_key"}
    _reconnect({"HOST": str(stack.places.sockets), "NAME": "tinnhiem"})
    try:
        with override_settings(**folders):
            yield
    finally:
        _reconnect(known)


def _reconnect(values: dict[str, Any]) -> None:
    connections.close_all()
    close_pool: Any = getattr(connection, "close_pool")  # noqa: B009 (of the Postgres wrapper only)
    close_pool()
    connection.settings_dict.update(values)
