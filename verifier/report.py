"""One line for each check, in Vietnamese or English."""

import struct
import sys
from collections.abc import Callable
from typing import Any, TextIO

from verifier.words import NOT_LOOKED_AT, VERDICTS, WORDS

MISSING = object()  # stands for the result of a failed check
LONGEST = 200
# Errors from reading arbitrary bytes; each means that the check failed.
FAULTS = (
    *(ValueError, TypeError, LookupError, AttributeError, ArithmeticError),
    *(RecursionError, MemoryError, OSError, struct.error),
)


def printable(text: str) -> str:
    """Return text of a bundle for a terminal: at most 200 characters, those that cannot be seen replaced.

    Control characters could clear the screen or write over a verdict.
    """
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[: LONGEST + 1])
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"


class Report:
    """Report that runs checks, prints the verdict of each, and records whether all passed."""

    def __init__(self, language: str, output: TextIO = sys.stdout) -> None:
        self.language, self.output = language, output
        self.passed = self.failed = 0
        self.width = max(len(words[language]) for words in WORDS.values())

    def run(self, name: str, check: Callable[..., Any], *needs: Any, about: str = "") -> Any:
        """Return the result of the check and print it if it is a text; `MISSING` if the check fails."""
        if any(need is MISSING for need in needs):
            return self._print(name, about, False, NOT_LOOKED_AT[self.language])
        try:
            found = check(*needs)
        except FAULTS as fault:
            text = " ".join(str(fault).split())
            return self._print(name, about, False, text or type(fault).__name__)
        self._print(name, about, True, found if isinstance(found, str) else "")
        return found

    def say(self, text: str = "") -> None:
        """Print a line that is not a check."""
        print(text, file=self.output)

    def _print(self, name: str, about: str, is_good: bool, detail: str) -> object:
        self.passed += is_good
        self.failed += not is_good
        title = f"{WORDS[name][self.language]} {about}".strip()
        verdicts = VERDICTS[self.language]
        verdict = f"{verdicts[0 if is_good else 1]:{max(map(len, verdicts))}}"
        line = f"{verdict}  {printable(title):{self.width + 2}}  {printable(detail)}"
        self.say(line.rstrip())
        return MISSING
