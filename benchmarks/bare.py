"""A bare view for comparison: Django without middleware, one INSERT of a ballot, no checks.

Casting is compared with it, in the same server with the same pool. Beside it stands the same view
with the checks of a ballot only: no implementation of casting can be faster.
"""

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from ballots.protocol import verification, voprf
from ballots.protocol.group import base_mul
from ballots.protocol.wire import (
    HEADER_BYTES,
    SIGNATURE_BYTES,
    TOKEN_BYTES,
    ElectionKeys,
    check_signature,
    decode_frame,
    lines_of_header,
    parse_ballot,
)
from operations.embedded.roles import APPLICATION
from tinnhiem.serving.application import Application
from tinnhiem.serving.bodies import Bodies
from tinnhiem.serving.lanes import Lane

TABLE = "bench_bare"
CREATE = f"""
CREATE TABLE IF NOT EXISTS {TABLE} (
  hash varchar(64) PRIMARY KEY, round_id uuid NOT NULL, credential varchar(64) NOT NULL,
  body bytea NOT NULL, signature bytea NOT NULL, token bytea NOT NULL, UNIQUE (round_id, credential));
GRANT SELECT, INSERT ON {TABLE} TO {APPLICATION}
"""
INSERT = f"INSERT INTO {TABLE} VALUES (%s, %s, %s, %s, %s, %s)"  # noqa: S608 (a name of our own)
ROUND = "00000000-0000-4000-8000-000000000000"
SOME_SECRET = 4711
SOME_KEY = base_mul(SOME_SECRET)
LENGTH_END = SIGNATURE_BYTES + 1 + TOKEN_BYTES


def check_and_insert(request: HttpRequest) -> HttpResponse:
    """Check token, form, signature and proofs of a ballot as a cast does, and store it."""
    ballot = decode_frame(request.body)
    # Keys of another round; what is valid and what is not cost the same.
    voprf.verify_token(SOME_SECRET, ballot.credential, ballot.token)
    election = ElectionKeys(ballot.body[4:36], SOME_KEY, lines_of_header(ballot.body))
    parsed = parse_ballot(ballot.body, decode=False)
    check_signature(ballot.body, ballot.signature)
    verification.combination_holds(parsed, verification.challenges_of(parsed, election), election.Y)
    return insert(request)


def insert(request: HttpRequest) -> HttpResponse:
    """Store the body in the columns of a ballot; a GET stores nothing."""
    if frame := request.body:
        name = frame[HEADER_BYTES : HEADER_BYTES + 32].hex()
        body, rest = frame[:-LENGTH_END], frame[-LENGTH_END:]
        row = (name, ROUND, frame[36:68].hex(), body, rest[:SIGNATURE_BYTES], rest[-TOKEN_BYTES:])
        with connection.cursor() as cursor:
            cursor.execute(INSERT, row)
    return HttpResponse(b"{}", headers={"Content-Length": "2"})


urlpatterns = [path("", insert), path("checked", check_and_insert)]


def _configure() -> None:
    from tinnhiem import settings as product  # noqa: PLC0415 (only the process of the bare server reads them)

    settings.configure(
        DATABASES=product.DATABASES,
        SECRET_KEY=product.SECRET_KEY,
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["*"],
        MIDDLEWARE=[],
        INSTALLED_APPS=[],
        LOGGING_CONFIG=None,
        USE_TZ=True,
    )
    django.setup()


if not settings.configured:
    _configure()
    # Behind the same lanes as the product.
    application = Application(
        site=get_wsgi_application(),
        lanes={"voting": Lane("voting", 3), "notices": Lane("notices", 1)},
        lane_of=lambda _method, _path: "voting",
        bodies=Bodies(seconds=60, most=1000),
        largest=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
    )
