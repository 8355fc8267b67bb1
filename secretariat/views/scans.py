"""The scan of the document on which an exemption rests."""

import io

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from documents import files
from rounds.scans import scan_for_secretary
from secretariat.admin_base import secretary_of


@never_cache
@login_required
@require_safe
def scan(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """Send a scan to a secretary who sees the official or the exemption; 404 for everybody else."""
    found = scan_for_secretary(user=secretary_of(request), sha256=sha256)
    content = files.unchanged_content(found.file, found.sha256) if found else None
    if found is None or content is None:
        raise Http404
    name = f"{files.plain(found.evidence or 'van-ban')}_{files.plain(found.official.full_name)}.pdf"
    return FileResponse(
        io.BytesIO(content), as_attachment=True, filename=name, content_type="application/pdf"
    )
