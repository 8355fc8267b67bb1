"""The diagrams of docs/architecture.md are those that the code draws."""

from operations import diagrams


def test_committed_diagrams_are_up_to_date() -> None:
    text = diagrams.DOCUMENT.read_text()
    assert [name for _start, name, _end in diagrams.MARKED.findall(text)] == list(diagrams.BLOCKS)
    assert diagrams.drawn(text) == text, "run script/diagrams"
