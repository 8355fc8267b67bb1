"""The explanation for people in a bundle: only a text of the software is accepted.

Whoever could change it could tell the reader to compare something else, or to run another program.
"""

import hashlib
from pathlib import Path

from verifier.election import Election
from verifier.encoding import require
from verifier.forms import TN1

TEXT = Path(__file__).with_name("readme.txt")
# SHA-256 of every text of tn1, newest first; it named no election.
FORMER = {
    "74392ccb625d275126296116e81611015181314696bd3bdb23b889cb50d9e41b",
    "0ac4fba01aa0f6f971de7d4bdd0d65975129bc8b316fdf7f4599ccda1849c3f3",
    "a7c9dd64ede4dfce20f41ee17d27bda9d298fc318f95f182020390dedaeaa034",
    "a401cc2bce0ae9528b2311e1ca8ffcbb4a5019c1c8e6dd17ded2868bca655aa5",
}


def require_readme(data: bytes, election: Election) -> None:
    """Raise unless this is the explanation of the software for this election."""
    text = TEXT.read_text(encoding="utf-8").replace("{code}", election.code)
    is_former = election.form is TN1 and hashlib.sha256(data).hexdigest() in FORMER
    known = is_former or data == text.encode()
    require(known, "not a text of the software: do not follow what it says")
