"""What a document says, read from its page before it is laid out: printing and reading a PDF take half a second."""

from html import unescape

from django.utils.html import strip_tags

from documents.rendering import to_html
from results.documents.context import minutes_context, report_context
from results.documents.data import MinutesData, ReportData


def said(data: MinutesData | ReportData) -> str:
    """Return the text of the minutes or the report, with runs of white space made one space."""
    if isinstance(data, MinutesData):
        page = to_html("results/documents/minutes.html", minutes_context(data))
    else:
        page = to_html("results/documents/report.html", report_context(data))
    _head, _tag, body = page.partition("<body")
    return " ".join(unescape(strip_tags(f"<body{body}".replace("<", " <"))).split())
