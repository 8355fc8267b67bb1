"""Refusals of this room."""

from collections.abc import Iterable

from common.refusals import Refusal


class NoticeRefused(Refusal):
    """A notice cannot be sent, changed or printed as asked."""


class TextRefused(NoticeRefused):
    """A text has faults; `faults` holds each as a sentence with its part, `subject` or `body`."""

    def __init__(self, faults: Iterable[tuple[str, str]]) -> None:
        self.faults = list(faults)
        super().__init__(" ".join(sentence for _part, sentence in self.faults))
