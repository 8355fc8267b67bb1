"""Changes a bundle with the keys of the counting team, so that every signature holds."""

import json
from pathlib import Path
from typing import Any

from ballots.protocol import signing
from ballots.protocol.hashing import H
from ballots.protocol.identity import election_id
from tests.verifier import sample
from tests.verifier.sample import failures, relisted
from verifier.encoding import canonical

CEREMONY, MINUTES, SIGNATURES = "2-ceremony.json", "9-minutes.json", "9-signatures.json"
STATEMENTS, RESULT = "8-statements.json", "8-result.json"
HEAD = 1


class TeamForger:
    """The files of a bundle, and the signing secrets of all members."""

    def __init__(self, files: dict[str, bytes], secrets: dict[int, bytes]) -> None:
        self.files, self.secrets = files, secrets
        self.election = election_id(files["1-manifest.json"])

    def read(self, name: str) -> Any:
        return json.loads(self.files[name])

    def failed(self, folder: Path) -> str:
        """Return the lines that say FAIL, after the list of hashes was made to fit."""
        return "\n".join(failures(sample.packed(relisted(self.files), folder / "b.zip")))

    def post(self, step: str, member: int, **body: Any) -> None:
        """Let a member post the message of a step with another body."""
        content = self.read(CEREMONY)
        message = content["messages"][step][str(member)]
        message["body"] |= body
        unsigned = {name: value for name, value in message.items() if name != "sig"}
        made = signing.sign(self.secrets[member], "ceremony-message", canonical(unsigned))
        content["messages"][step][str(member)] = {**unsigned, "sig": made.hex()}
        self.files[CEREMONY] = canonical(content)

    def state(self, *contents: Any, by: int = HEAD, election: bytes = b"") -> None:
        """Let a member make all statements."""
        fields = (election or self.election,)
        made = [
            signing.sign(self.secrets[by], "head-statement", *fields, canonical(content)).hex()
            for content in contents
        ]
        pairs = zip(contents, made, strict=True)
        self.files[STATEMENTS] = canonical([{"content": c, "signature": s} for c, s in pairs])

    def write_minutes(self, **values: Any) -> None:
        """Change the minutes, and what the result says as well; all members sign."""
        for name in (MINUTES, RESULT):
            content = self.read(name)
            self.files[name] = canonical({**content, **{k: v for k, v in values.items() if k in content}})
        self.sign(*self.secrets)

    def sign(self, *members: int, missing: dict[str, Any] | None = None, by: int = HEAD) -> None:
        """Let these members sign the minutes, and one of them the reasons for the others."""
        digest, reasons = H("minutes", self.files[MINUTES]), missing or {}
        fields = (self.election, digest)
        made = {str(i): signing.sign(self.secrets[i], "minutes-signature", *fields).hex() for i in members}
        why = signing.sign(self.secrets[by], "minutes-missing", *fields, canonical(reasons)).hex()
        content = {"members": made, "missing": reasons, "missing_signature": why if reasons else ""}
        self.files[SIGNATURES] = canonical(content)
