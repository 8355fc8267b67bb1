"""Sizes of requests hold at the web server: large bodies are asked about before they are read."""

import io
import secrets

import pikepdf
import pytest
from django.conf import settings
from django.contrib.sessions.models import Session

from officials.models import DossierDocument, User
from rounds.models import Filing
from rounds.services import filing
from tests.roles import PASSWORD, make_draft_round, make_official, make_secretary, make_unit, make_user
from tests.sessions import session_of
from tests.tinnhiem.serving.site import CSRF, FORM, LOGIN, Site, head, status_of

pytestmark = pytest.mark.slow
USUAL, LARGEST = settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.LARGEST_UPLOAD


def sent(
    site: Site, path: str, size: int, *, user: User | None = None, body: bytes = b"", kind: str = FORM
) -> int:
    """Return the status of the answer to a POST that announces this size and sends only `body`."""
    cookie = f"sessionid={session_of(user)}" if user else ""
    with site.connect() as line:
        line.sendall(head(path, length=size, cookie=cookie, port=site.port, kind=kind) + body)
        return status_of(line)


def test_too_large_request_is_refused_before_its_body(site: Site) -> None:
    voter, staff = make_user(), make_user(is_staff=True)
    assert sent(site, LOGIN, USUAL + 1) == 413
    assert sent(site, "/admin/", USUAL + 1) == 413
    assert sent(site, "/admin/", USUAL + 1, user=voter) == 413
    assert sent(site, LOGIN, USUAL + 1, user=staff) == 413
    assert sent(site, "/admin/", LARGEST + 1, user=staff) == 413


def test_large_request_of_staff_is_read_where_files_are_taken(site: Site) -> None:
    """The account has no role, so the page refuses or hides itself once the body was read."""
    staff = make_user(is_staff=True)
    begin = b'--cut\r\nContent-Disposition: form-data; name="file"; filename="paper.pdf"\r\n\r\n'
    body = begin + b"x" * (USUAL + 1) + b"\r\n--cut--\r\n"
    kind = "multipart/form-data; boundary=cut"
    for path in ("/admin/officials/dossier/add/", "/lists/rolls/", "/plans/7/sign"):
        assert sent(site, path, len(body), user=staff, body=body, kind=kind) in (403, 404), path
        assert sent(site, path, len(body)) == 413, path
    assert sent(site, "/plans/7/submit", len(body), user=staff) == 413
    assert sent(site, "/lists/import/7/", len(body), user=staff) == 413


def test_body_without_announced_size_is_limited(site: Site) -> None:
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    with site.connect() as line:
        line.sendall(head(LOGIN, length=None, port=site.port) + chunk * (USUAL // 0x10000))
        line.sendall(chunk)
        assert status_of(line) == 413


def test_body_in_pieces_arrives_whole(site: Site) -> None:
    user = make_user()
    form = f"csrfmiddlewaretoken={CSRF}&login={user.username}&password={PASSWORD}".encode()
    with site.connect() as line:
        line.sendall(head(LOGIN, length=None, port=site.port))
        for at in range(0, len(form), 10):
            piece = form[at : at + 10]
            line.sendall(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        line.sendall(b"0\r\n\r\n")
        assert status_of(line) == 302


def test_body_cut_in_the_middle_leaves_nothing(site: Site) -> None:
    user = make_user()
    form = f"csrfmiddlewaretoken={CSRF}&login={user.username}&password={PASSWORD}".encode()
    with site.connect() as line:
        line.sendall(head(LOGIN, length=len(form) + 10, port=site.port) + form)
    assert sent(site, LOGIN, len(form), body=form.replace(PASSWORD.encode(), b"x" * len(PASSWORD))) == 200
    user.refresh_from_db()
    assert (user.last_login, Session.objects.count()) == (None, 0)


def test_official_files_large_papers_into_a_dossier_only(site: Site) -> None:
    official = asked_for_papers()
    assert not official.is_staff
    dossier = Filing.objects.get(official__user=official).dossier
    path = f"/dossiers/{dossier.pk}/upload"
    for user, status in ((official, 302), (make_user(), 413), (None, 413)):
        body, kind = large_paper()
        assert (
            sent(site, path, len(body), user=user, body=body if status == 302 else b"", kind=kind) == status
        )
    paper = DossierDocument.objects.get(dossier=dossier)
    assert (paper.filed_by, paper.file.size > USUAL) == (official, True)
    assert sent(site, path, LARGEST + 1, user=official) == 413
    assert sent(site, f"/dossiers/{dossier.pk}/", USUAL + 1, user=official) == 413
    assert sent(site, LOGIN, USUAL + 1, user=official) == 413


def asked_for_papers() -> User:
    """Return an official without a role who was asked for a dossier."""
    unit, user = make_unit(authority=make_unit()), make_user()
    round_ = make_draft_round(unit, officials=[make_official(unit, user=user)])
    filing.ask_for_dossiers(
        campaign=round_.campaign, officials=[round_.lines.get().official_id], actor=make_secretary(unit)
    )
    return user


def large_paper() -> tuple[bytes, str]:
    """Return the body of an upload of a PDF above the usual size, and its type."""
    fields = {"csrfmiddlewaretoken": CSRF, "kind": "1"}
    parts = [
        f'--cut\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    opening = b'--cut\r\nContent-Disposition: form-data; name="kind-1-papers"; filename="a.pdf"\r\n\r\n'
    return b"".join([*parts, opening, large_pdf(), b"\r\n--cut--\r\n"]), "multipart/form-data; boundary=cut"


def large_pdf() -> bytes:
    """Return a PDF of one page with random content, which does not get smaller."""
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Contents = pdf.make_stream(b"% " + secrets.token_hex(USUAL).encode())
        pdf.save(file, compress_streams=False)
    return file.getvalue()
