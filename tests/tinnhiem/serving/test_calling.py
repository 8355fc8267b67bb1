"""What Django sees of a request, and what of an answer is sent."""

import io
from typing import Any

import pytest

from ballots.protocol.wire import HEADER_BYTES, LINE_BYTES, MAX_LINES, SIGNATURE_BYTES, TOKEN_BYTES
from tinnhiem.serving import bodies, calling
from tinnhiem.serving.calling import call, environ_of, give_body
from tinnhiem.serving.routes import lane_of


def scope(*headers: tuple[bytes, bytes], **more: Any) -> dict[str, Any]:
    plain = {
        "method": "GET",
        "path": "/bầu/",
        "query_string": b"q=1",
        "http_version": "1.1",
        "scheme": "https",
    }
    return {"type": "http", **plain, "client": ("203.0.113.7", 4000), "headers": headers, **more}


def test_environment_of_a_request() -> None:
    environ = environ_of(scope((b"host", b"vote.example"), (b"content-type", b"text/plain")))
    assert environ["PATH_INFO"] == "/bầu/".encode().decode("latin-1")
    assert (environ["HTTP_HOST"], environ["CONTENT_TYPE"]) == ("vote.example", "text/plain")
    assert (environ["REMOTE_ADDR"], environ["wsgi.url_scheme"]) == ("203.0.113.7", "https")


def test_repeated_headers_are_joined_and_cookies_by_semicolon() -> None:
    environ = environ_of(
        scope(
            (b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"x-forwarded-for", b"1"), (b"x-forwarded-for", b"2")
        )
    )
    assert (environ["HTTP_COOKIE"], environ["HTTP_X_FORWARDED_FOR"]) == ("a=1; b=2", "1,2")


def test_header_with_underscore_cannot_pass_for_one_of_the_proxy() -> None:
    assert "HTTP_X_FORWARDED_PROTO" not in environ_of(scope((b"x_forwarded_proto", b"https")))


def test_body_is_given_from_its_beginning_with_its_size() -> None:
    environ, body = environ_of(scope((b"transfer-encoding", b"chunked"))), io.BytesIO()
    body.write(b"whole")
    give_body(environ, body)
    assert (environ["CONTENT_LENGTH"], environ["wsgi.input"].read()) == ("5", b"whole")
    assert "HTTP_TRANSFER_ENCODING" not in environ


class Streamed:
    """An answer in pieces, as a file is one."""

    def __init__(self, pieces: int) -> None:
        self.pieces, self.closed = pieces, False

    def __iter__(self) -> Any:
        return iter([b"x" * 1000] * self.pieces)

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize("pieces", [3, calling.MEMORY // 1000 + 1])
def test_streamed_answer_is_complete_and_closed_before_it_is_sent(pieces: int) -> None:
    streamed = Streamed(pieces)

    def site(_environ: Any, start: Any) -> Streamed:
        start("200 OK", [("X-One", "1")])
        return streamed

    answer = call(site, environ_of(scope()))
    assert (streamed.closed, answer.headers) == (True, [(b"x-one", b"1")])
    if isinstance(answer.body, bytes):
        assert len(answer.body) == 1000 * pieces <= calling.MEMORY
    else:
        with answer.body as body:
            assert len(body.read()) == 1000 * pieces > calling.MEMORY


def test_what_hashes_has_its_own_lane() -> None:
    hashing = ("login/", "password/change/", "password/set/", "password/reset/key/1-x/", "reauthenticate/")
    assert {lane_of("POST", f"/accounts/{path}") for path in hashing} == {"login"}
    others = ("login/code/", "password/reset/", "logout/")
    assert {lane_of("POST", f"/accounts/{path}") for path in others} == {"pages"}
    assert lane_of("GET", "/accounts/login/") == "pages"


def test_voting_shares_threads_with_no_other_page() -> None:
    assert {lane_of("GET", path) for path in ("/vote/1/", "/box/1/cast", "/static/x.css")} == {"voting"}
    assert {lane_of("GET", path) for path in ("/", "/help/", "/accounts/")} == {"pages"}
    assert {lane_of("POST", path) for path in ("/admin/x/", "/desk/1/", "/results/1/")} == {"office"}


def test_no_ballot_is_written_to_a_temporary_file() -> None:
    """The order of such files on the disk would be the order of votes."""
    largest = HEADER_BYTES + MAX_LINES * LINE_BYTES + SIGNATURE_BYTES + 1 + TOKEN_BYTES
    assert largest < bodies.MEMORY
