"""The bundle of a certified round: everything that is needed to check the result independently.

`docs/protocol.md` §12 prescribes the files to the byte; the same rows always give the same bytes.
Nothing here reads the roll or who was issued a ballot.
"""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ballots import rows, selectors
from ballots.manifest import code_of
from ballots.models import BoxKey, EncryptedTally
from common.canonical import canonical_json
from results.models import LineCount, MinutesSignature, Tally
from results.selectors import missing_signatures
from results.statement import FORMER_VERSION, statement_of
from rounds.frozen import frozen_configuration
from rounds.models import Round

README = Path(__file__).with_name("bundle_readme.txt")
FORMER_README = README.with_name("bundle_readme_tn1.txt")
SUMS_FILE = "SHA256SUMS"
EARLIEST = (1980, 1, 1, 0, 0, 0)
UNIX, FILE_MODE = 3, 0o100644
File = tuple[str, Iterable[bytes]]


def bundle(round_: Round) -> Iterator[bytes]:
    """Yield the zip of a certified round piece by piece; only some ballots are in memory at a time."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w") as archive:
        sums = []
        for name, pieces in _files(round_):
            digest = hashlib.sha256()
            with archive.open(_entry(name), "w") as file:
                for piece in pieces:
                    digest.update(piece)
                    file.write(piece)
                    yield sink.taken()
            sums.append(f"{digest.hexdigest()}  {name}\n")
        with archive.open(_entry(SUMS_FILE), "w") as file:
            file.write("".join(sums).encode())
    yield sink.taken()


class _Sink:
    """A write-only file, so that the archive is written from front to end."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: nothing is buffered."""

    def close(self) -> None:
        """Do nothing: nothing is open."""

    def taken(self) -> bytes:
        """Return what was written since the last call."""
        data = b"".join(self._parts)
        self._parts.clear()
        return data


def _entry(name: str) -> zipfile.ZipInfo:
    """Return an entry: uncompressed (ciphertexts do not compress), with a fixed date."""
    entry = zipfile.ZipInfo(name, EARLIEST)
    entry.create_system, entry.external_attr = UNIX, FILE_MODE << 16
    return entry


def _files(round_: Round) -> Iterator[File]:
    """Yield the files in the order of their names; each is read when it is written."""
    is_former = frozen_configuration(round_).version == FORMER_VERSION
    yield "0-README.txt", [FORMER_README.read_bytes() if is_former else _readme(round_)]
    yield "1-manifest.json", [bytes(round_.manifest or b"")]
    keys = BoxKey.objects.get(pk=round_.pk)
    yield "2-ceremony.json", [canonical_json(selectors.ceremony_record(keys))]
    tokens = {"credential_mode": round_.credential_mode, "token_secret": keys.token_secret}
    yield "3-tokens.json", [canonical_json(tokens)]
    yield "4-ballots.bin", selectors.ballots_in_order(round_)
    checks = rows.checks_of(round_.pk).order_by()
    yield "5-checks.json", [canonical_json(dict(checks.values_list("ballot_id", "reason")))]
    tally = EncryptedTally.objects.get(pk=round_.pk)
    yield "6-sums.bin", [bytes(tally.sums)]
    shares = {"members": selectors.good_shares(round_), "server": tally.server_partial["share"]}
    yield "7-shares.json", [canonical_json(shares)]
    yield "8-result.json", [canonical_json(_result(round_))]
    if not is_former:
        yield "8-statements.json", [canonical_json(_statements(round_))]
    yield "9-minutes.json", [statement_of(round_).data]
    signed = MinutesSignature.objects.filter(round=round_).values_list("member__index", "signature")
    members = {str(index): made for index, made in signed}
    content = members if is_former else {"members": members, **missing_signatures(round_)}
    yield "9-signatures.json", [canonical_json(content)]


def _readme(round_: Round) -> bytes:
    code = code_of(round_.election_id)
    return README.read_text(encoding="utf-8").replace("{code}", code).encode()


def _statements(round_: Round) -> list[dict[str, Any]]:
    said = selectors.head_statements(round_)
    return [{"content": row.content, "signature": row.signature} for row in said]


def _code(round_: Round) -> dict[str, str]:
    """Return the code that the head read aloud; `ceremony_code` in rounds of protocol tn1."""
    if round_.ceremony_code:
        return {"ceremony_code": round_.ceremony_code}
    return {"code": code_of(round_.election_id)}


def _result(round_: Round) -> dict[str, Any]:
    tally = Tally.objects.get(pk=round_.pk)
    fields = ("high", "confidence", "low", "blank")
    lines = LineCount.objects.filter(round=round_).order_by("line__position")
    return {
        **_code(round_),
        "election": round_.election_id,
        "fingerprint": round_.fingerprint,
        "lines": [
            {"position": p, **dict(zip(fields, n, strict=True))}
            for p, *n in lines.values_list("line__position", *fields)
        ],
        "opened_by": tally.opened_by,
        **{name: getattr(tally, name) for name in ("summoned", "present", "issued", "returned", "valid")},
    }
