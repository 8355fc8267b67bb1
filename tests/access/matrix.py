"""Who may do what where, as data: an address without a row here fails a test.

A row of the rounds' addresses says for each state who is let in; everybody else gets the row's
door: exactly what they would get if nothing were there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

EVERYBODY = (
    *("visitor", "stranger", "voter", "other_voter", "member", "secretary", "other_secretary"),
    *("leader", "authority", "official", "auditor", "keeper"),
)
NOBODY: tuple[str, ...] = ()
METHODS = ("get", "head", "post", "put", "delete", "options")
READ = ("get", "head")


@dataclass(frozen=True)
class Row:
    """One address: its own method first, who is let in by state, and with which answer."""

    route: str
    methods: tuple[str, ...] = ("get",)
    who: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    answer: int = 200  # of who is let in; a POST here carries nothing, so it is refused with reason
    visitor: int = 302  # of who is not logged in: led to the login, or told so in JSON
    others: int = 404
    login_first: bool = True  # whether a wrong method is told before the login is asked for
    named: Mapping[str, str] = field(default_factory=dict)


VOTER, MEMBER = ("voter",), ("member",)
DESK = ("secretary", "keeper")
STAFF = (*MEMBER, *DESK, "auditor")
READERS = (*STAFF, "leader", "authority", "official")
REPORT = (*STAFF, "leader", "authority")
BUNDLE = (*STAFF, "voter", "authority")
STATEMENT = (*MEMBER, *DESK)
MINUTES, REPORT_FILE = {"kind": "minutes"}, {"kind": "report"}

ROUNDS = [
    # --- the voter ---
    Row("vote/<uuid:pk>/", who={"draft": NOBODY, "sealed": VOTER, "open": VOTER, "published": VOTER}),
    Row(
        "vote/<uuid:pk>/issue",
        ("post",),
        {"draft": NOBODY, "sealed": VOTER, "open": VOTER},
        answer=400,
        visitor=401,
        others=400,  # what it carries is looked at before the round is
        login_first=False,
    ),
    Row(
        "vote/<uuid:pk>/status",
        who={"draft": NOBODY, "open": VOTER},
        visitor=401,
        login_first=False,
    ),
    Row("vote/<uuid:pk>/dossier/<int:document>", who={"draft": NOBODY, "sealed": VOTER, "open": VOTER}),
    # --- the box: no account, the address is the key; before it is keyed nothing is there ---
    Row(
        "box/<uuid:pk>/cast",
        ("post",),
        {"draft": NOBODY, "sealed": NOBODY, "open": EVERYBODY, "published": EVERYBODY},
        answer=422,
        visitor=409,
        others=409,
        login_first=False,
    ),
    *(
        Row(route, who={"draft": NOBODY, "open": EVERYBODY}, visitor=404, login_first=False)
        for route in (
            "box/<uuid:pk>/manifest",
            "box/<uuid:pk>/trial/",
            "box/<uuid:pk>/receipt/",
        )
    ),
    Row(
        "box/<uuid:pk>/find",
        ("post",),
        {"draft": NOBODY, "open": EVERYBODY},
        answer=400,
        visitor=404,
        login_first=False,
    ),
    Row(
        "box/<uuid:pk>/find",
        ("post",),
        {"draft": NOBODY, "open": EVERYBODY},
        answer=400,
        visitor=404,
        login_first=False,
    ),
    # --- the counting team ---
    Row("committee/<uuid:pk>/", READ, {"draft": NOBODY, "sealed": MEMBER, "open": MEMBER}, login_first=False),
    Row(
        "committee/<uuid:pk>/board",
        who={"draft": NOBODY, "sealed": MEMBER, "published": MEMBER},
        visitor=401,
        login_first=False,
    ),
    Row(
        "committee/<uuid:pk>/post",
        ("post",),
        {"draft": NOBODY, "sealed": MEMBER},
        answer=400,
        visitor=401,
        others=400,  # what it carries is looked at before the round is
        login_first=False,
    ),
    *(
        Row(
            f"committee/<uuid:pk>/{part}",
            who={"draft": NOBODY, "published": MEMBER},
            visitor=401,
            login_first=False,
        )
        for part in ("sums", "ballots")
    ),
    # --- the secretary's desk ---
    Row("desk/<uuid:pk>/", READ, {"draft": DESK, "open": DESK, "published": DESK}, login_first=False),
    Row("desk/<uuid:pk>/status", READ, {"draft": DESK, "open": DESK}, login_first=False),
    Row(
        "desk/<uuid:pk>/confirm/<slug:action>",
        READ,
        {"draft": DESK, "open": DESK},
        answer=302,
        login_first=False,
        named={"action": "publish"},
    ),
    *(
        Row(f"desk/<uuid:pk>/{part}", ("post",), {"draft": DESK, "open": DESK}, answer=400, login_first=False)
        for part in ("move", "attendance", "cancel")
    ),
    # --- results ---
    Row(
        "results/<uuid:pk>/",
        READ,
        {"open": NOBODY, "certified": STAFF, "published": READERS},
        login_first=False,
    ),
    Row(
        "results/<uuid:pk>/documents/<slug:kind>.pdf",
        READ,
        {"open": NOBODY, "certified": STAFF, "published": READERS},
        login_first=False,
        named=MINUTES,
    ),
    Row(
        "results/<uuid:pk>/documents/<slug:kind>.pdf",
        READ,
        {"certified": STAFF, "published": REPORT},
        login_first=False,
        named=REPORT_FILE,
    ),
    Row(
        "results/<uuid:pk>/bundle.zip",
        who={"open": NOBODY, "certified": BUNDLE},
        login_first=False,
    ),
    Row(
        "results/<uuid:pk>/statement", READ, {"draft": DESK, "open": STATEMENT}, answer=409, login_first=False
    ),
    Row("results/<uuid:pk>/statement", READ, {"certified": STATEMENT}, login_first=False),
    Row(
        "results/<uuid:pk>/sign",
        ("post",),
        {"draft": DESK, "open": STATEMENT, "certified": STATEMENT},
        answer=400,
        login_first=False,
    ),
]
