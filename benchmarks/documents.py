"""Rendering the minutes of a large round as PDF/A, and the library's share of the time."""

from typing import Any

from benchmarks.clock import cost
from benchmarks.sizes import Sizes
from documents.pdf import parsed
from documents.rendering import to_html
from results.documents.context import minutes_context
from results.documents.render import render_minutes
from simulation.sample_documents import minutes


def run(sizes: Sizes) -> dict[str, Any]:
    """Return milliseconds of the whole, and of WeasyPrint alone with the same page."""
    data = minutes(sizes.document_lines)
    context = minutes_context(data) | {"created": data.certified.isoformat()}
    html = to_html("results/documents/minutes.html", context)

    def bare() -> bytes:
        return bytes(parsed(html).write_pdf(pdf_variant="pdf/a-3a"))

    repeats = max(1, sizes.repeats // 3)
    whole, library = cost(lambda: render_minutes(data), repeats), cost(bare, repeats)
    return {
        "officials": sizes.document_lines,
        "elapsed": whole.elapsed,
        "processor": whole.processor,
        "weasyprint": library.processor,
        "weasyprint_share": library.processor / whole.processor,
        "bytes": len(render_minutes(data)),
    }
