"""Web attacks: forged hosts, open redirects, stolen sessions, guessed passwords, cached pages."""

import io
import re
import uuid
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from officials.models import User
from tests.access.addresses import fill, routes
from tests.access.house import everything, two_units
from tests.access.matrix import ROUNDS
from tests.ballots import hall
from tests.roles import PASSWORD, make_user

pytestmark = pytest.mark.django_db
LOGIN, RESET, CODE = "/accounts/login/", "/accounts/password/reset/", "/accounts/login/code/"
ELSEWHERE = (
    *(
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "http:evil.example",
        "javascript:alert(1)",
    ),
    *("http://localhost.evil.example/", "https://127.0.0.1/", "http://[::1]/", "\thttps://evil.example"),
)


def log_in(client: Client, name: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(LOGIN, {"login": name, "password": password}, **more)


# --- hosts and redirects ------------------------------------------------------------------------


def test_forged_host_is_refused(stranger: User, mailoutbox: list[EmailMessage]) -> None:
    assert Client().get("/", headers={"host": "evil.example"}).status_code == 400
    for forged in ({"host": "localhost:9"}, {"x-forwarded-host": "evil.example"}, {"host": "127.0.0.1"}):
        assert Client().post(RESET, {"email": stranger.email}, headers=forged).status_code == 302
    links = [re.findall(r"https?://[^/\s]+", str(mail.body)) for mail in mailoutbox]
    assert links == [[settings.SITE_URL]] * 3


@pytest.mark.parametrize("target", ELSEWHERE)
def test_redirects_stay_on_this_site(stranger: User, target: str) -> None:
    visitor, known = Client(), Client()
    answers = [
        log_in(visitor, "nguoila", query_params={"next": target}),
        visitor.post("/accounts/logout/", {"next": target}),
        visitor.post("/i18n/setlang/", {"language": "en", "next": target}),
        visitor.get("/i18n/setlang/", headers={"referer": target.strip()}),
        known.get("/admin/login/", {"next": target}),
        known.get(LOGIN, {"next": target}),
    ]
    places = [answer.headers.get("Location", "/") for answer in answers]
    assert [place for place in places if not re.match(r"/($|[^/\\])", place)] == []


# --- sessions ---------------------------------------------------------------------------------


def test_sessions_end_with_logout_password_and_block(stranger: User) -> None:
    stolen, own = Client(), Client()
    for client in (stolen, own):
        log_in(client, "nguoila")
    own.post("/accounts/password/change/", _change("tin-nhiem-moi-2027"))
    assert (stolen.get("/accounts/").status_code, own.get("/accounts/").status_code) == (302, 200)
    copy = Client()
    copy.cookies["sessionid"] = own.cookies["sessionid"].value
    assert copy.get("/accounts/").status_code == 200
    own.post("/accounts/logout/")
    assert copy.get("/accounts/").status_code == 302
    log_in(own, "nguoila", "tin-nhiem-moi-2027")
    assert own.get("/accounts/").status_code == 200
    User.objects.filter(pk=stranger.pk).update(is_active=False)
    assert own.get("/accounts/").status_code == 302


def _change(new: str) -> dict[str, str]:
    return {"oldpassword": PASSWORD, "password1": new, "password2": new}


def test_cookies_are_for_this_site_and_no_script(stranger: User) -> None:
    client = Client()
    log_in(client, "nguoila")
    client.post("/i18n/setlang/", {"language": "en"})
    client.get("/accounts/password/change/")
    assert set(client.cookies) >= {"sessionid", "csrftoken", "django_language"}
    for cookie in client.cookies.values():
        assert cookie["samesite"] == "Lax", cookie
        assert cookie["httponly"], cookie
        assert not cookie["domain"], cookie


# --- guessing ---------------------------------------------------------------------------------


def test_one_address_cannot_lock_out_another_user(stranger: User) -> None:
    for _guess in range(6):
        log_in(Client(), "nguoila", "sai", REMOTE_ADDR="203.0.113.7")
    assert log_in(Client(), "nguoila", REMOTE_ADDR="203.0.113.7").status_code == 200
    assert log_in(Client(), "nguoila", REMOTE_ADDR="198.51.100.4").status_code == 302


def test_ipv6_network_counts_as_one_address(stranger: User) -> None:
    for guess in range(6):
        log_in(Client(), "nguoila", "sai", REMOTE_ADDR=f"2001:db8:1:{guess}::{guess}")
    assert log_in(Client(), "nguoila", REMOTE_ADDR="2001:db8:1:99::99").status_code == 200
    assert log_in(Client(), "nguoila", REMOTE_ADDR="2001:db8:2::1").status_code == 302


def test_many_addresses_together_are_stopped(stranger: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.ACCOUNT_RATE_LIMITS, "login_failed_anywhere", "7/h/key")
    for guess in range(7):
        log_in(Client(), "nguoila", "sai", REMOTE_ADDR=f"203.0.113.{guess}")
    assert log_in(Client(), "nguoila", REMOTE_ADDR="198.51.100.4").status_code == 200
    assert log_in(Client(), make_user().username, REMOTE_ADDR="198.51.100.4").status_code == 302


@pytest.mark.slow
def test_a_hall_that_mistypes_is_not_locked_out(db: None) -> None:
    for voter in range(70):
        log_in(Client(), f"cu-tri-{voter}", "sai")
    assert log_in(Client(), make_user().username).status_code == 302


def test_requests_by_others_do_not_block_codes(stranger: User, mailoutbox: list[EmailMessage]) -> None:
    for _time in range(5):
        Client().post(CODE, {"email": stranger.email}, REMOTE_ADDR="203.0.113.7")
    assert len(mailoutbox) == 3
    client = Client()
    assert client.post(CODE, {"email": stranger.email}, REMOTE_ADDR="198.51.100.4").status_code == 302
    for _guess in range(4):
        client.post(CODE + "confirm/", {"code": "0000-0000"}, REMOTE_ADDR="198.51.100.4")
    code = re.findall(r"^[0-9A-Z]{4}-[0-9A-Z]{4}$", str(mailoutbox[-1].body), re.MULTILINE)[0]
    client.post(CODE + "confirm/", {"code": code}, REMOTE_ADDR="198.51.100.4")
    assert "_auth_user_id" not in client.session


# --- other sites ------------------------------------------------------------------------------


@pytest.mark.slow
def test_every_post_with_a_session_needs_the_token() -> None:
    house = two_units()
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(house.people["keeper"], backend="officials.accounts.backends.OneCheckBackend")
    parts = {"pk": house.round.pk, "object_id": 1, "content_type_id": 1, "document": 1, **NAMED}
    before, taken = everything(), []
    for route in routes():
        path = fill(route, **parts)
        status = client.post(path, {"x": "1"}).status_code
        if status not in (403, 404):
            taken.append((route, status))
    assert taken == [("box/<uuid:pk>/cast", 409)]
    assert everything() == before


NAMED = {
    "action": "freeze", "kind": "minutes", "key": uuid.uuid4(), "language": "vi", "token": "x", "step": "submit",
    "index": 1, "name": "units", "form": "csv", "ending": "pdf", "item": 1, "sha256": "0", "exemption": 1,
}  # fmt: skip


@pytest.mark.slow
def test_box_ignores_cookies() -> None:
    """Casting works without cookies and ignores cookies that are sent."""
    house = two_units()
    house.walk_to("open")
    path = f"/box/{house.round.pk}/cast"
    frame = hall.VoterDevice(house.round, house.people["voter"]).take().frame()
    answers = [
        client.post(path, frame, content_type="application/octet-stream", headers=headers)
        for client in (house.client("visitor"), house.client("keeper"), house.client("voter"))
        for headers in ({}, {"origin": "https://evil.example", "sec-fetch-site": "cross-site"})
    ]
    assert {(answer.status_code, answer.content) for answer in answers} == {(200, answers[0].content)}
    for answer in answers:
        told = {name for name in answer.headers if name.startswith("Access-Control") or name == "Vary"}
        assert told <= {"Vary"}
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert not answer.cookies


# --- caching and headers -------------------------------------------------------------------------


@pytest.mark.slow
def test_every_answer_carries_the_headers_and_no_private_one_is_kept() -> None:
    house = two_units()
    house.walk_to("certified")
    plain = ["/", "/nowhere/", "/results/", "/accounts/", "/admin/", "/static/css/base.css", "/static/x.css"]
    parts = {"pk": house.round.pk, "document": house.document.pk}
    shown = {fill(row.route, **parts, **row.named): row for row in ROUNDS if "get" in row.methods}
    clients = {role: house.client(role) for role in ("visitor", "voter", "member", "secretary")}
    kept = set()
    for path in [*plain, *shown, "/lists/rolls/template.xlsx", "/jsi18n/"]:
        who = {role for let_in in shown[path].who.values() for role in let_in} if path in shown else set()
        for role in clients.keys() & {"visitor", *(who or {"secretary"})}:
            answer = clients[role].get(path)
            assert _lacking(answer) == [], path
            if "no-store" not in answer.headers["Cache-Control"]:
                kept.add(path)
    public = {"/static/css/base.css", "/jsi18n/", fill("box/<uuid:pk>/manifest", **parts)}
    assert kept == public
    assert _lacking(Client().get("/", headers={"host": "evil.example"})) == []
    assert _lacking(Client().post(LOGIN, b"x" * 3_000_000, content_type="text/plain")) == []


def _lacking(answer: Any) -> list[str]:
    wanted = {
        "Content-Security-Policy": "default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=()",
        "Cache-Control": "",
    }
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        wanted["X-Frame-Options"] = "DENY"
    return [
        name for name, part in wanted.items() if part not in answer.headers.get(name, "–none–"[:0] or "\0")
    ]


# --- files ------------------------------------------------------------------------------------


def test_too_large_request_is_refused_before_reading(stranger: User) -> None:
    for client in (Client(), house_client(stranger)):
        for path in (LOGIN, "/admin/officials/dossier/add/", "/nowhere/"):
            answer = client.post(path, {"file": io.BytesIO(b"x" * 2_200_000)})
            assert answer.status_code == 413, path
            assert "quá lớn" in answer.content.decode()
    script = Client(headers={"accept": "application/json"})
    assert script.post(LOGIN, b"x" * 2_200_000, content_type="text/plain").json()["error"] == "too_large"


def house_client(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="officials.accounts.backends.OneCheckBackend")
    return client


def test_malicious_paper_is_sent_as_attachment() -> None:
    """HTML behind the first bytes of a PDF, and a name that would break the header."""
    house = two_units()
    document = house.document
    document.file.save("a.pdf", ContentFile(b"%PDF-1.7\n<html><script>alert(1)</script></html>"))
    type(document).objects.filter(pk=document.pk).update(name='a"\r\nSet-Cookie: x=1\r\n\r\n<b>.html')
    house.walk_to("sealed")
    path = reverse("ballots:dossier", args=[house.round.pk, document.pk])
    answer = house.client("voter").get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not {"\r", "\n"} & set(answer.headers["Content-Disposition"])
    assert not answer.cookies
