"""Errors of requests for a second person; each carries the sentence that the user reads."""

from common.refusals import Refusal


class ApprovalRefused(Refusal):
    """What was asked is not done, and nothing was changed."""
