"""The signatures under the minutes, and the reasons for those that are missing (docs/protocol.md §11)."""

from dataclasses import dataclass
from typing import Any

from verifier.election import Election
from verifier.encoding import canonical, read_json, require, require_keys, unhex
from verifier.forms import TN1
from verifier.suite import Suite


@dataclass(frozen=True, slots=True)
class Signatures:
    """Members who signed, and the reasons why the others did not; tn1 asked for no reason."""

    signed: list[int]
    missing: dict[int, str]


def check_signatures(suite: Suite, election: Election, minutes: bytes, data: bytes) -> Signatures:
    """Raise unless the head and t members in all signed, and the head a reason for every other."""
    content, digest = read_json(data), suite.hash_of("minutes", minutes)
    is_first = election.form is TN1
    if not is_first:
        require_keys(content, "members", "missing", "missing_signature")
    signed = _signed(suite, election, digest, content if is_first else content["members"])
    missing = [index for index in election.signing_keys if index not in signed]
    if is_first:
        return Signatures(signed, dict.fromkeys(missing, ""))
    reasons = _reasons(suite, election, digest, content)
    unexplained = [index for index in missing if str(index) not in reasons]
    require(not unexplained, f"neither signature nor reason of members {unexplained}")
    return Signatures(signed, {index: reasons[str(index)] for index in missing})


def _signed(suite: Suite, election: Election, digest: bytes, members: dict[str, Any]) -> list[int]:
    """The indexes of those who signed; raises if a signature is false, or if there are too few."""
    require(set(members) <= {*map(str, election.signing_keys)}, "signed by somebody outside the team")
    for name, signature in members.items():
        fields = (unhex(signature, 64), "minutes-signature", election.id, digest)
        good = suite.is_signed(election.signing_keys[int(name)], *fields)
        require(good, f"the signature of member {name} does not hold")
    require(len(members) >= election.threshold, "fewer signatures than members needed to open the box")
    require(str(election.head) in members, "the head of the counting team has not signed")
    return sorted(map(int, members))


def _reasons(suite: Suite, election: Election, digest: bytes, content: dict[str, Any]) -> dict[str, str]:
    """The reasons that the head signed. A member who signs later keeps the reason given before."""
    missing: dict[str, str] = content["missing"]
    others = {*map(str, election.signing_keys)} - {str(election.head)}
    require(
        isinstance(missing, dict) and set(missing) <= others, "a reason for somebody who cannot be missing"
    )
    require(all(isinstance(why, str) and why.strip() for why in missing.values()), "a reason is empty")
    if not missing:
        require(content["missing_signature"] == "", "a signature under no reasons")
        return missing
    fields = ("minutes-missing", election.id, digest, canonical(missing))
    key, made = election.signing_keys[election.head or 0], unhex(content["missing_signature"], 64)
    require(suite.is_signed(key, made, *fields), "the head has not signed the reasons for missing members")
    return missing
