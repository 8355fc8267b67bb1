"""States of work that a worker does while people do something else."""

from typing import Any


class LongWork:
    """Mixin of a model with a `state` of which it has some of these four."""

    state: Any

    @property
    def is_running(self) -> bool:
        """Whether a worker is at it, or will be."""
        return self._is("running")

    @property
    def is_stopped(self) -> bool:
        """Whether a person stopped it before its end."""
        return self._is("stopped")

    @property
    def is_failed(self) -> bool:
        """Whether an error ended it."""
        return self._is("failed")

    @property
    def is_done(self) -> bool:
        return self._is("done")

    def _is(self, state: str) -> bool:
        return bool(self.state == state)
