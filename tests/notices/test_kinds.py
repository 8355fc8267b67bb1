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
        *("summons", "meeting_moved", "ballot_changed", "summons_ended", "summons_withdrawn"),
        *("voted_on_moved", "voted_on_ended"),
        *("lock_box", "lock_box_reminder", "late_cards", "card_reported", "result_published", "login_link"),
        *("request_waits", "request_confirmed", "request_refused", "request_ended"),
        *("work_done", "work_stopped", "work_failed"),
        *("dossier_asked", "dossier_reminder", "dossier_explanation", "dossiers_owed", "matter_asked"),
        "rehearsal_asked",
        *("places_settled", "own_places_settled"),
    ]
    assert {kind.code for kind in KINDS} == set(re.findall(r"^\| `(\w+)` \|", chapter, re.MULTILINE))


def test_code_that_is_taken_is_refused() -> None:
    with pytest.raises(ValueError, match="invitation"):
        kinds.add(kinds.of("invitation"))
