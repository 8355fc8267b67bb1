"""Every write about the count: opening, minutes, certification, publication.

`results.services.rendering` is imported by name where a worker needs it: it loads the PDF
renderer, which would cost every web process half a second at its start.
"""

from results.services.minutes import before_certifying, certify, sign_minutes
from results.services.opening import open_box
from results.services.publishing import archive, before_publishing, publish
from results.services.retrying import keep_time

__all__ = [
    "archive",
    "before_certifying",
    "before_publishing",
    "certify",
    "keep_time",
    "open_box",
    "publish",
    "sign_minutes",
]
