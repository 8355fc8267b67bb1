"""The changes that each role may make, as data: one row for each change.

`docs/access.md` prints this table; `python -m tests.access.matrix_changes` writes it there.
"""

from dataclasses import dataclass

from operations.embedded.places import BASE_DIR
from tests.access.matrix import EVERYBODY

DOCUMENT = BASE_DIR / "docs" / "access.md"
BEGIN, END = "<!-- tests/access/matrix_changes.py -->\n", "<!-- end -->\n"
# Besides the roles of the matrix of addresses: the secretary of the superior unit.
ROLES = (*EVERYBODY, "superior")
OWN = ("secretary", "superior", "keeper")
ABOVE = ("superior", "keeper")
KEEPER = ("keeper",)
# Roles as the document names them, in the order of its columns; all others change nothing.
COLUMNS = {
    "secretary": "secretary of the unit",
    "superior": "secretary of the superior unit",
    "keeper": "superuser",
    "other_secretary": "secretary of another unit",
}


@dataclass(frozen=True)
class ChangeRow:
    """A change of a row that belongs to a unit, and the roles that may make it."""

    what: str
    key: str
    who: tuple[str, ...]
    note: str = ""


CHANGES = (
    ChangeRow("rename a unit", "unit", OWN),
    ChangeRow("name of an official", "official", OWN),
    ChangeRow("make one record of two", "merge", OWN, "while nobody else has the official; takes two people"),
    ChangeRow("move an official to another unit", "move", OWN, "both units one's own or below"),
    ChangeRow("make the account of an official", "official_account", OWN),
    ChangeRow(
        "name of a group of one unit", "group", OWN, "groups for all units: topmost units and superusers"
    ),
    ChangeRow("take a person out of a group", "membership", OWN),
    ChangeRow("title of a dossier", "dossier", OWN),
    ChangeRow("make an account", "account_add", OWN, "in a unit of one's own or below"),
    ChangeRow("name of an account", "account_name", OWN),
    ChangeRow(
        "e-mail address of an account",
        "email",
        OWN,
        "between freezing and counting takes two people; the person is told",
    ),
    ChangeRow(
        "send a one-time link for logging in",
        "login_link",
        OWN,
        "to the recorded address; the person is told",
    ),
    ChangeRow(
        "print a login card",
        "login_card",
        OWN,
        "once frozen only for people without a password, until closing, and takes two people; the counting team is told, the minutes name it",
    ),
    ChangeRow("block an account", "block", OWN, "never the own one"),
    ChangeRow("give the role of secretariat", "secretariat", OWN, "takes two people"),
    ChangeRow("give the role of leadership", "leadership", ABOVE, "as the auditor"),
    ChangeRow(
        "give the role of auditor", "auditor", ABOVE, "in a topmost unit only the superuser; takes two people"
    ),
    ChangeRow("take the role of auditor", "auditor_taken", ABOVE),
    ChangeRow("ask for a person of another unit", "request", OWN),
    ChangeRow("lend a person to another unit", "lend", OWN),
    ChangeRow("put a person on a roll", "elector", OWN, "draft only"),
    ChangeRow("take a person off a roll", "elector_removed", OWN, "draft only"),
    ChangeRow("change a campaign", "campaign", OWN),
    ChangeRow("record the approval of a plan", "plan_approved", OWN, "takes two people"),
    ChangeRow("delete a draft round", "round_deleted", OWN),
    ChangeRow("cancel a round", "round_cancelled", OWN, "takes two people"),
)


def table() -> str:
    """Return the table of the document."""
    head = ["change", *COLUMNS.values(), "note"]
    rows = [[row.what, *("yes" if role in row.who else "–" for role in COLUMNS), row.note] for row in CHANGES]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |".replace("|  |", "| |") for cells in lines) + "\n"


def written() -> str:
    """Return the document with the table as it should be."""
    before, rest = DOCUMENT.read_text().split(BEGIN)
    return f"{before}{BEGIN}{table()}{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    DOCUMENT.write_text(written())
