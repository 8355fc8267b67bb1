"""A browser session without network: calls the site's middleware and views in this process."""

import functools
import json
import warnings
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.middleware.csrf import _get_new_csrf_string  # content of the cookie
from django.test.client import Client, ClientHandler

from officials.models import User


class RefusedError(RuntimeError):
    """The site refused; the text is its message to the user."""

    def __init__(self, path: str, status: int, message: str) -> None:
        super().__init__(message or f"{path}: {status}")
        self.status = status
        self.message = message


@functools.cache
def _site() -> ClientHandler:
    """Return the site, one for all sessions, since loading its middleware takes longer than a request."""
    handler = ClientHandler(enforce_csrf_checks=True)
    with warnings.catch_warnings():
        # The pages are not displayed, so static files need not be collected.
        warnings.filterwarnings("ignore", message="No directory at")
        handler.load_middleware()
    return handler


class SiteClient:
    """A client with the cookies of one person, or none. Raises `RefusedError` for failed requests."""

    def __init__(self, user: User | None = None) -> None:
        self.https = urlsplit(settings.SITE_URL).scheme == "https"
        host = urlsplit(settings.SITE_URL).hostname or "localhost"
        self.client = Client(
            raise_request_exception=False,
            SERVER_NAME=host,
            HTTP_ACCEPT="application/json",
        )
        self.client.handler = _site()
        if user is not None:
            self.client.force_login(user)
            self.token = _get_new_csrf_string()
            self.client.cookies[settings.CSRF_COOKIE_NAME] = self.token

    def close(self) -> None:
        """End the session of the person, so that nothing of it is left in the database."""
        self.client.logout()

    def get(self, path: str) -> bytes:
        """Return the body of an address."""
        return self._body(path, self.client.get(path, secure=self.https))

    def get_json(self, path: str) -> Any:
        """Return the JSON value at an address."""
        return json.loads(self.get(path))

    def post_json(self, path: str, content: Any) -> Any:
        """POST JSON with the person's session, as a page's script does; return the answer."""
        data = json.dumps(content)
        return json.loads(self._post(path, data, "application/json", self._proof()))

    def post_form(self, path: str, fields: dict[str, str]) -> None:
        """POST a form with the person's session; a redirect is a success."""
        self._post(path, fields, None, self._proof())

    def post_bytes(self, path: str, data: bytes) -> Any:
        """POST bytes without a cookie, as ballots are sent; return the answer."""
        return json.loads(self._post(path, data, "application/octet-stream"))

    def _proof(self) -> dict[str, str]:
        return {"X-CSRFToken": self.token, "Origin": settings.SITE_URL}

    def _post(
        self, path: str, data: Any, content_type: str | None, headers: dict[str, str] | None = None
    ) -> bytes:
        extra: dict[str, Any] = {"content_type": content_type} if content_type else {}
        answer = self.client.post(path, data, secure=self.https, **extra, headers=headers)
        return self._body(path, answer)

    def _body(self, path: str, answer: Any) -> bytes:
        if answer.status_code >= 400:
            raise RefusedError(path, answer.status_code, _message(answer))
        return b"".join(answer) if answer.streaming else bytes(answer.content)


def _message(answer: Any) -> str:
    try:
        content = json.loads(answer.content)
    except ValueError:
        return ""
    return str(content.get("message", content)) if isinstance(content, dict) else ""
