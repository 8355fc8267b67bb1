"""Origin of a change: a page with the account that is logged in, a worker, or a command."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

WEB, WORKER, COMMAND = "web", "worker", "command"

_source: ContextVar[str] = ContextVar("audit_source", default=COMMAND)
_user: ContextVar[Callable[[], Any] | None] = ContextVar("audit_user", default=None)


def begin(source: str, user: Callable[[], Any] | None = None) -> None:
    """Note the origin of all changes of this thread until `end`; `user` is asked only when a change needs it."""
    _source.set(source)
    _user.set(user)


def end() -> None:
    begin(COMMAND)


@contextmanager
def acting_for(account: Any) -> Iterator[None]:
    """Let a worker act for the person who asked for its work, as if that person were logged in."""
    before = _user.set(lambda: account)
    try:
        yield
    finally:
        _user.reset(before)


def source() -> str:
    return _source.get()


def user() -> Any:
    """Return the account that is logged in, or None."""
    ask = _user.get()
    account = ask() if ask else None
    return account if getattr(account, "is_authenticated", False) else None


_find_principal: Callable[[Any, int | None], Any] | None = None


def find_principals_by(find: Callable[[Any, int | None], Any]) -> None:
    """Set the function that finds the person for whom a deputy acts; called by the room that knows roles."""
    global _find_principal  # noqa: PLW0603 - set once, when the applications are loaded
    _find_principal = find


def principal(actor: Any, unit_id: int | None) -> Any:
    """Return the person for whom a secretary acts as deputy, or None."""
    if _find_principal is None or not getattr(actor, "is_staff", False):
        return None
    return _find_principal(actor, unit_id)
