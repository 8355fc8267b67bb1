"""Documents of invented rounds; each is made once per process, since making one takes half a second."""

import functools

from results.documents.render import render_minutes, render_report
from simulation import sample_documents


@functools.cache
def minutes(*sample: object) -> bytes:
    """Return the printed `sample_documents.minutes` of these arguments."""
    return render_minutes(sample_documents.minutes(*sample))  # type: ignore[arg-type]


@functools.cache
def report(*sample: object) -> bytes:
    """Return the printed `sample_documents.report` of these arguments."""
    return render_report(sample_documents.report(*sample))  # type: ignore[arg-type]
