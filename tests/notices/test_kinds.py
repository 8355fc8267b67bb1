"""Every kind has faultless texts in both languages, and the operations document says who gets it when."""

import re

import pytest

from notices import kinds, placeholders
from notices.kinds import NoticeKind
from operations.embedded.places import BASE_DIR

KINDS = list(kinds.every())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_shipped_texts_have_no_fault(kind: NoticeKind) -> None:
    assert set(kind.texts) in (set(), {"vi", "en"})
    for text in kind.texts.values():
        assert list(placeholders.problems(kind, text)) == []


def test_document_names_every_kind() -> None:
    text = (BASE_DIR / "docs/operations.md").read_text()
    chapter = text.split("## Notices: recipients and times\n")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", chapter, re.MULTILINE) == [
        *("invitation", "reply_reminder", "meeting_changed", "meeting_cancelled"),
        *("lock_box", "lock_box_reminder", "result_published", "login_link"),
    ]
    assert {kind.code for kind in KINDS} == set(re.findall(r"^\| `(\w+)` \|", chapter, re.MULTILINE))


def test_code_that_is_taken_is_refused() -> None:
    with pytest.raises(ValueError, match="invitation"):
        kinds.add(kinds.of("invitation"))
