"""The heads of the log, one a day: to keep elsewhere, and to compare with a printed one.

For the people who keep the regulations: secretaries of a topmost unit, and the keeper of the system. A head tells
nothing of what the log says.
"""

import csv
import io

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from audit import selectors
from audit.heads import head_in
from common.answers import file_to_keep
from officials.selectors import keeps_rules
from secretariat.admin_base import secretary_of

PER_PAGE = 31
FILE = "ma-nhat-ky.csv"


@require_safe
@never_cache
@login_required
def log_heads(request: HttpRequest) -> HttpResponse:
    """List the heads, the newest first; `head` is a printed one that is looked for in the log."""
    _require_keeper(request)
    typed = request.GET.get("head", "").replace("\0", "").strip()[:200]
    value = head_in(typed)
    context = {
        "page": Paginator(selectors.heads().reverse(), PER_PAGE).get_page(request.GET.get("page")),
        "last": selectors.head(),
        "typed": typed,
        "is_readable": value is not None,
        "link": selectors.link_of_hash(value) if value else None,
    }
    return render(request, "secretariat/log_heads.html", context)


@require_safe
@never_cache
@login_required
def log_heads_file(request: HttpRequest) -> HttpResponse:
    """Answer with all heads as CSV: day, number of the link, hash; the oldest first."""
    _require_keeper(request)
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["ngay", "mat_xich", "ma"])
    rows.writerows(
        (one.day.isoformat(), one.number, bytes(one.hash).hex()) for one in selectors.heads().iterator()
    )
    return file_to_keep(text.getvalue(), FILE, "text/csv; charset=utf-8")


def _require_keeper(request: HttpRequest) -> None:
    if not keeps_rules(secretary_of(request)):
        raise Http404
