"""What stands in each file of a bundle, by version of the protocol (docs/protocol.md §§2.2, 7.3, 11, 12.1, 15)."""

from dataclasses import dataclass

SUMS_FILE = "SHA256SUMS"
STEPS = ("commit", "reveal", "shares", "accept", "confirm")
CHAIN = ("summoned", "present", "issued", "returned", "valid")
Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The names of files, and the names inside them; every other name is refused."""

    version: str
    files: Names
    manifest: Names
    server: Names
    bodies: dict[str, Names]
    result: Names
    statement: Names


_FILES = (
    *("0-README.txt", "1-manifest.json", "2-ceremony.json", "3-tokens.json", "4-ballots.bin"),
    *("5-checks.json", "6-sums.bin", "7-shares.json", "8-result.json", "9-minutes.json"),
    *("9-signatures.json", SUMS_FILE),
)
_RESULT = ("election", "fingerprint", "lines", "opened_by", *CHAIN)
_STATEMENT = (
    *("closed_at", "election", "exchanged", "fingerprint", "lines", "opened_at", "opened_by"),
    *("round", "title", "version", "withdrawn", *CHAIN),
)

TN1 = Form(
    version="tn1",
    files=_FILES,
    manifest=("attempt", "config", "keys", "receipt_key", "token_key", "version"),
    server=("key", "proof"),
    bodies={
        "commit": ("hash", "server"),
        "reveal": ("coefficients", "encryption", "proof"),
        "shares": ("boxes",),
        "accept": ("transcript",),
        "confirm": ("transcript",),
    },
    result=("ceremony_code", *_RESULT),
    statement=_STATEMENT,
)
TN2 = Form(
    version="tn2",
    files=(*_FILES[:9], "8-statements.json", *_FILES[9:]),
    manifest=("attempt", "config", "keys", "lots", "receipt_key", "token_keys", "version"),
    server=("key", "proof", "receipt", "tokens"),
    bodies={
        "commit": ("hash", "lot", "server"),
        "reveal": ("coefficients", "encryption", "proof"),
        "shares": ("boxes",),
        "accept": ("lot", "transcript"),
        "confirm": ("election", "transcript"),
    },
    result=("code", *_RESULT),
    statement=("code", "not_issued", "present_before", "zero", *_STATEMENT),
)
FORMS = {form.version: form for form in (TN1, TN2)}
