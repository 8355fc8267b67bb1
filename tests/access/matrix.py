"""Permissions as data: a test fails for an address or a state without a row.

A row lists the admitted roles by state; all other roles get the answer for a round that does not exist.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

EVERYBODY = (
    *("visitor", "stranger", "voter", "other_voter", "member", "other_member"),
    *("secretary", "other_secretary", "leader", "authority", "official", "auditor", "keeper"),
)
NOBODY: tuple[str, ...] = ()
METHODS = ("get", "head", "post", "put", "patch", "delete", "options", "trace")
READ = ("get", "head")
# The states in order; `cancelled` is reached here from a closed box.
LIFE = ("draft", "announced", "sealed", "open", "closed", "counted", "certified", "published", "archived")
STATES = (*LIFE, "cancelled")
Roles = tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One address: its methods (its own first), the admitted roles by state, and the answer."""

    route: str
    methods: tuple[str, ...]
    who: Mapping[str, Roles]
    answer: int = 200  # answer for admitted roles; a POST without data is refused
    at: Mapping[str, int] = field(default_factory=dict)  # states with a different answer
    visitor: int = 302  # answer for visitors: a redirect to the login, or a refusal in JSON
    others: int = 404
    login_first: bool = True  # whether a wrong method is refused before the login is checked
    named: Mapping[str, str] = field(default_factory=dict)


def life(*, cancelled: Roles, **begins: Roles) -> dict[str, Roles]:
    """Return the admitted roles by state, each from the named state on."""
    who, found = NOBODY, {}
    for state in LIFE:
        who = begins.pop(state, who)
        found[state] = who
    assert not begins
    return {**found, "cancelled": cancelled}


VOTER, MEMBER = ("voter",), ("member",)
DESK = ("secretary", "keeper")
STAFF = (*MEMBER, *DESK, "auditor")
READERS = (*STAFF, "voter", "leader", "authority", "official")
CERTIFIED = (*STAFF, "authority")
REPORT = (*STAFF, "leader", "authority")
BUNDLE = (*STAFF, "voter", "authority")
STATEMENT = (*MEMBER, *DESK)
ASKERS = (*DESK, "voter", "authority")
MINUTES, REPORT_FILE = {"kind": "minutes"}, {"kind": "report"}
KEYED = life(open=EVERYBODY, cancelled=EVERYBODY)
ON_ROLL, IN_TEAM = life(announced=VOTER, cancelled=VOTER), life(sealed=MEMBER, cancelled=MEMBER)
AT_DESK = life(draft=DESK, cancelled=DESK)
CLARIFIES = life(draft=DESK, announced=ASKERS, archived=DESK, cancelled=DESK)
SIGNS = life(draft=DESK, sealed=STATEMENT, cancelled=STATEMENT)
BEFORE_OPENING = dict.fromkeys(("draft", "announced", "sealed"), 302)
NOT_YET = dict.fromkeys(("draft", "announced", "sealed", "open", "cancelled"), 409)

ROUNDS = [
    # --- the voter ---
    Row("vote/<uuid:pk>/", ("get",), ON_ROLL, visitor=200, login_first=False),  # the entrance
    Row(
        "vote/<uuid:pk>/issue",
        ("post",),
        ON_ROLL,
        answer=400,
        visitor=401,
        others=400,  # the body is checked before the round
        login_first=False,
    ),
    Row("vote/<uuid:pk>/status", ("get",), ON_ROLL, visitor=401, login_first=False),
    Row(
        "vote/<uuid:pk>/dossier/<int:document>",
        ("get",),
        life(announced=VOTER, archived=NOBODY, cancelled=NOBODY),
    ),
    # --- before the meeting: dossiers and what is to be clarified; nothing was typed ---
    Row("dossiers/round/<uuid:pk>/", READ, CLARIFIES, login_first=False),
    Row("dossiers/round/<uuid:pk>/ask", ("post",), CLARIFIES, answer=400, login_first=False),
    # --- the box: no account needed; answers 404 before it is locked ---
    Row("box/<uuid:pk>/cast", ("post",), KEYED, answer=422, visitor=409, others=409, login_first=False),
    *(
        Row(f"box/<uuid:pk>/{part}", ("get",), KEYED, visitor=404, login_first=False)
        for part in ("manifest", "trial/", "receipt/", "hall/")
    ),
    Row("box/<uuid:pk>/find", ("post",), KEYED, answer=400, visitor=404, login_first=False),
    # --- the counting team ---
    Row("committee/<uuid:pk>/", READ, IN_TEAM, login_first=False),
    Row("committee/<uuid:pk>/board", ("get",), IN_TEAM, visitor=401, login_first=False),
    Row(
        "committee/<uuid:pk>/post",
        ("post",),
        IN_TEAM,
        answer=400,
        visitor=401,
        others=400,  # the body is checked before the round
        login_first=False,
    ),
    Row("committee/<uuid:pk>/roll", ("get",), IN_TEAM, visitor=401, login_first=False),
    *(
        Row(f"committee/<uuid:pk>/{part}", ("get",), IN_TEAM, at=NOT_YET, visitor=401, login_first=False)
        for part in ("sums", "ballots", "issued")
    ),
    # --- the secretary's desk ---
    *(Row(f"desk/<uuid:pk>/{part}", READ, AT_DESK, login_first=False) for part in ("", "status")),
    Row("desk/<uuid:pk>/access/", READ, AT_DESK, login_first=False),
    Row("desk/<uuid:pk>/login-cards/", (*READ, "post"), AT_DESK, login_first=False),
    Row("desk/<uuid:pk>/lists/print", ("post",), AT_DESK, answer=400, login_first=False),
    Row("desk/<uuid:pk>/notices/", (*READ, "post"), AT_DESK, login_first=False),
    Row("desk/<uuid:pk>/notices/replies/", (*READ, "post"), AT_DESK, login_first=False),
    Row("desk/<uuid:pk>/notices/print", ("post",), AT_DESK, answer=400, login_first=False),
    Row(
        "desk/<uuid:pk>/confirm/<slug:action>",
        READ,
        AT_DESK,
        answer=302,
        at={"certified": 200},
        login_first=False,
        named={"action": "publish"},
    ),
    *(
        Row(f"desk/<uuid:pk>/{part}", ("post",), AT_DESK, answer=400, login_first=False)
        for part in ("move", "attendance", "correction", "postpone", "unannounce", "cancel")
    ),
    # Nothing waits for the head; from the opening on no countdown can be stopped.
    Row("desk/<uuid:pk>/withdrawal", ("post",), AT_DESK, answer=409, login_first=False),
    Row("desk/<uuid:pk>/stop", ("post",), AT_DESK, answer=409, at=BEFORE_OPENING, login_first=False),
    # --- rehearsals; the round is none itself (tests/simulation/test_rehearsal_pages.py) ---
    Row(
        "rehearsals/of/<uuid:pk>/",
        (*READ, "post"),
        life(draft=DESK, sealed=NOBODY, cancelled=NOBODY),
        login_first=False,
    ),
    *(
        Row(f"rehearsals/<uuid:pk>/{part}", methods, life(cancelled=NOBODY), login_first=False)
        for part, methods in (("", (*READ, "post")), ("status", READ), ("delete", (*READ, "post")))
    ),
    # --- results ---
    Row(
        "results/<uuid:pk>/",
        READ,
        life(certified=CERTIFIED, published=READERS, cancelled=NOBODY),
        login_first=False,
    ),
    Row(
        "results/<uuid:pk>/documents/<slug:kind>.pdf",
        READ,
        life(certified=CERTIFIED, published=READERS, cancelled=NOBODY),
        login_first=False,
        named=MINUTES,
    ),
    Row(
        "results/<uuid:pk>/documents/<slug:kind>.pdf",
        READ,
        life(certified=STAFF, published=REPORT, cancelled=NOBODY),
        login_first=False,
        named=REPORT_FILE,
    ),
    # No exemption here has a scan (tests/rounds/test_scans.py).
    Row(
        "results/<uuid:pk>/scans/<int:exemption>.pdf",
        READ,
        life(cancelled=NOBODY),
        login_first=False,
        named={"exemption": "0"},
    ),
    Row(
        "results/<uuid:pk>/bundle.zip",
        ("get",),
        life(certified=STAFF, published=BUNDLE, cancelled=NOBODY),
        login_first=False,
    ),
    Row("results/<uuid:pk>/statement", READ, SIGNS, at={**NOT_YET, "closed": 409}, login_first=False),
    Row("results/<uuid:pk>/sign", ("post",), SIGNS, answer=400, login_first=False),
]
