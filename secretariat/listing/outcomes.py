"""What came of an act on many rows, as it is shown and kept with the selection."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(slots=True)
class Outcome:
    """How many rows were changed, had the values already, or are gone; and those that were skipped, with the reason."""

    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether every row that was chosen has the values now."""
        return not self.gone and not self.skipped

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


def outcome_of(data: dict[str, Any]) -> Outcome:
    """Return the outcome that `as_data` wrote."""
    return Outcome(**{**data, "skipped": [(name, why) for name, why in data["skipped"]]})
