"""Refusals of this room."""

from common.refusals import Refusal


class NoticeRefused(Refusal):
    """A notice cannot be sent, changed or printed as asked."""
