"""What the head of the counting team stated between locking and certification (docs/protocol.md §11.1)."""

from itertools import pairwise
from typing import Any

from verifier.election import Election
from verifier.encoding import Wrong, canonical, number, read_json, require, require_keys, unhex
from verifier.suite import Suite

Content = dict[str, Any]
KINDS = {
    "zero": ("ballots", "kind"),
    "close": ("cast", "issued", "kind", "present"),
    "present": ("from", "kind", "reason", "to"),
}


def check_statements(suite: Suite, election: Election, data: bytes) -> list[Content]:
    """Return the statements in order; raises unless the head signed each, and that of the empty box first."""
    contents = []
    for i, item in enumerate(read_json(data, list), 1):
        require_keys(item, "content", "signature")
        _check_content(item["content"], f"statement {i}")
        key = election.signing_keys[election.head or 0]
        fields = (election.id, canonical(item["content"]))
        signed = suite.is_signed(key, unhex(item["signature"], 64), "head-statement", *fields)
        require(signed, f"statement {i}: not signed by the head")
        contents.append(item["content"])
    kinds = [content["kind"] for content in contents]
    first = kinds[:1] == ["zero"] and kinds.count("zero") == 1
    require(first, "the head has not stated once, and first of all, that the box was empty")
    return contents


def _check_content(content: Content, where: str) -> None:
    kind = content["kind"]
    if kind not in KINDS:
        raise Wrong(f"{where} is of an unknown kind")
    require_keys(content, *KINDS[kind])
    for name in KINDS[kind]:
        if name == "reason":
            require(
                isinstance(content[name], str) and content[name].strip() != "", f"{where} gives no reason"
            )
        elif name != "kind":
            number(content[name])
    require(kind != "zero" or content["ballots"] == 0, f"{where}: the box was not empty")


def check_stated(election: Election, contents: list[Content], data: bytes, _hash: str) -> str:
    """The statements fit the minutes, which were checked before; return their kinds for the report."""
    minutes: Content = read_json(data)
    require(
        minutes["zero"]["by"] == election.head, "the empty box was confirmed by somebody else than the head"
    )
    for content in (content for content in contents if content["kind"] == "close"):
        require(content["cast"] <= content["issued"] <= minutes["issued"], "closed with more than was issued")
        require(content["cast"] <= minutes["returned"], "closed with more ballots than the box holds")
    changes = [content for content in contents if content["kind"] == "present"]
    follow = all(one["to"] == next_["from"] for one, next_ in pairwise(changes))
    require(follow, "the corrections of the number present do not follow one another")
    before = changes[0]["from"] if changes else None
    require(
        minutes["present_before"] == before, "the minutes state another number present before its correction"
    )
    if changes:
        require(changes[-1]["to"] == minutes["present"], "the head agreed to another number present")
    return ", ".join(content["kind"] for content in contents)
