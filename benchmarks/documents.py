"""The minutes of a large round as PDF/A, and how much of the time is the library's own."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override
from weasyprint import HTML

from benchmarks.clock import cost
from benchmarks.sizes import Sizes
from results.documents.context import minutes_context
from results.documents.render import FontFetcher, font_urls, render_minutes
from simulation.sample_documents import minutes


def run(sizes: Sizes) -> dict[str, Any]:
    """Milliseconds of the whole, and of WeasyPrint alone with the same page."""
    data, fonts = minutes(sizes.document_lines), font_urls()
    context = minutes_context(data) | {"fonts": fonts, "created": data.certified.isoformat()}
    with override("vi"):
        html = render_to_string("results/documents/minutes.html", context)

    def bare() -> bytes:
        page = HTML(string=html, url_fetcher=FontFetcher(set(fonts.values())))
        return bytes(page.write_pdf(pdf_variant="pdf/a-3a"))

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
