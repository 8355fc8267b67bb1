"""Sizes of requests hold at the web server: large bodies are asked about before they are read."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session

from officials.models import User
from tests.roles import PASSWORD, make_user
from tests.sessions import session_of
from tests.tinnhiem.serving.site import CSRF, FORM, LOGIN, Site, head, status_of

pytestmark = pytest.mark.slow
StartSite = Callable[..., Site]
USUAL, LARGEST = settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.LARGEST_UPLOAD


def sent(
    site: Site, path: str, size: int, *, user: User | None = None, body: bytes = b"", kind: str = FORM
) -> int:
    """Return the status of the answer to a POST that announces this size and sends only `body`."""
    cookie = f"sessionid={session_of(user)}" if user else ""
    with site.connect() as line:
        line.sendall(head(path, length=size, cookie=cookie, port=site.port, kind=kind) + body)
        return status_of(line)


def test_too_large_request_is_refused_before_its_body(start_site: StartSite) -> None:
    site, voter, staff = start_site(), make_user(), make_user(is_staff=True)
    assert sent(site, LOGIN, USUAL + 1) == 413
    assert sent(site, "/admin/", USUAL + 1) == 413
    assert sent(site, "/admin/", USUAL + 1, user=voter) == 413
    assert sent(site, LOGIN, USUAL + 1, user=staff) == 413
    assert sent(site, "/admin/", LARGEST + 1, user=staff) == 413


def test_large_request_of_staff_is_read(start_site: StartSite) -> None:
    site, staff = start_site(), make_user(is_staff=True)
    begin = b'--cut\r\nContent-Disposition: form-data; name="file"; filename="paper.pdf"\r\n\r\n'
    body = begin + b"x" * (USUAL + 1) + b"\r\n--cut--\r\n"
    kind = "multipart/form-data; boundary=cut"
    assert sent(site, "/admin/officials/dossier/add/", len(body), user=staff, body=body, kind=kind) == 403


def test_body_without_announced_size_is_limited(start_site: StartSite) -> None:
    site, chunk = start_site(), b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    with site.connect() as line:
        line.sendall(head(LOGIN, length=None, port=site.port) + chunk * (USUAL // 0x10000))
        line.sendall(chunk)
        assert status_of(line) == 413


def test_body_in_pieces_arrives_whole(start_site: StartSite) -> None:
    site, user = start_site(), make_user()
    form = f"csrfmiddlewaretoken={CSRF}&login={user.username}&password={PASSWORD}".encode()
    with site.connect() as line:
        line.sendall(head(LOGIN, length=None, port=site.port))
        for at in range(0, len(form), 10):
            piece = form[at : at + 10]
            line.sendall(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        line.sendall(b"0\r\n\r\n")
        assert status_of(line) == 302


def test_body_cut_in_the_middle_leaves_nothing(start_site: StartSite) -> None:
    site, user = start_site(), make_user()
    form = f"csrfmiddlewaretoken={CSRF}&login={user.username}&password={PASSWORD}".encode()
    with site.connect() as line:
        line.sendall(head(LOGIN, length=len(form) + 10, port=site.port) + form)
    assert sent(site, LOGIN, len(form), body=form.replace(PASSWORD.encode(), b"x" * len(PASSWORD))) == 200
    user.refresh_from_db()
    assert (user.last_login, Session.objects.count()) == (None, 0)
