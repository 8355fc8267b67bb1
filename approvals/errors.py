"""Errors of requests for a second person; each carries the sentence that the user reads."""

from common.refusals import Refusal


class ApprovalRefused(Refusal):
    """A request cannot be made or decided; nothing was changed."""
