"""Every write about the count: opening, minutes, certification, publication."""

from results.services.documents import render_documents, tell_documents_failed
from results.services.minutes import before_certifying, certify, sign_minutes
from results.services.opening import open_box
from results.services.publishing import archive, before_publishing, publish
from results.services.timekeeping import keep_time

__all__ = [
    "archive",
    "before_certifying",
    "before_publishing",
    "certify",
    "keep_time",
    "open_box",
    "publish",
    "render_documents",
    "sign_minutes",
    "tell_documents_failed",
]
