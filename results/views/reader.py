"""Pages for readers: the list of results, one result, and its documents."""

import io
import uuid

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common.team_words import speak_of
from documents import files
from officials.models import User
from results import selectors
from results.models import Document
from results.result_page import result_page
from results.views.download import download_name_of, has_bundle
from rounds.frozen import team_label
from rounds.models import Round
from rounds.scans import scan_of_round

PER_PAGE = 20
RETRY_AFTER_SECONDS = "60"  # lost documents are searched for once a minute


@never_cache
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """List the results that the user may read."""
    rounds = selectors.results_for_reader(user=_reader(request)).filter(is_rehearsal=False)
    rounds = rounds.defer("config", "manifest")
    page = Paginator(rounds, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "results/list.html", {"page": page})


@never_cache
@require_safe
def result(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show one result; answer 404 without permission."""
    try:
        round_ = selectors.result_for_reader(user=_reader(request), pk=pk)
    except Round.DoesNotExist:
        return _unknown(request)
    speak_of(team_label(round_))
    documents = selectors.documents_for_reader(user=_reader(request), round_=round_)
    newest = {found.slug: found for found in reversed(documents.select_related("authority"))}
    shown = result_page(round_)
    has_scans = any(row.scan for row in shown.words.exempt)
    context = {
        "round": round_,
        "publication": getattr(round_, "publication", None),
        "result": shown,
        "opens_scans": has_scans and selectors.opens_scans(user=_reader(request), round_=round_),
        "has_bundle": has_bundle(_reader(request), round_),
        "documents": sorted(newest.values(), key=lambda found: found.slug),
    }
    return render(request, "results/result.html", context)


@never_cache
@require_safe
def document(request: HttpRequest, pk: uuid.UUID, kind: str) -> HttpResponseBase:
    """Send the newest minutes or report, exactly as rendered."""
    try:
        found = selectors.document_for_reader(user=_reader(request), pk=pk, kind=kind)
    except (Round.DoesNotExist, Document.DoesNotExist):
        return _unknown(request)
    content = files.unchanged_content(found.file, found.sha256)
    if content is None:
        return _lost(request, found)
    file, name = io.BytesIO(content), document_name(found)
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")


@never_cache
@require_safe
def scan(request: HttpRequest, pk: uuid.UUID, exemption: int) -> HttpResponseBase:
    """Send the scan of the document of an exemption; 404 for readers who may not open it."""
    user = _reader(request)
    try:
        round_ = selectors.result_for_reader(user=user, pk=pk)
    except Round.DoesNotExist:
        return _unknown(request)
    may = selectors.opens_scans(user=user, round_=round_)
    found = scan_of_round(round_=round_, pk=exemption) if may else None
    content = files.unchanged_content(found.file, found.sha256) if found else None
    if found is None or content is None:
        return _unknown(request)
    name = download_name_of(round_, f"Văn bản trường hợp không lấy phiếu {found.official}")
    return FileResponse(
        io.BytesIO(content), as_attachment=True, filename=name, content_type="application/pdf"
    )


def document_name(document: Document) -> str:
    """Return the name of the download: kind, unit, and the day on which the figures were confirmed."""
    kind = {Document.Kind.MINUTES: "Biên bản kiểm phiếu", Document.Kind.REPORT: "Báo cáo kết quả"}
    words = kind[Document.Kind(document.kind)]
    return download_name_of(document.round, f"{words} {document.authority or ''}".strip())


def _lost(request: HttpRequest, document: Document) -> HttpResponse:
    """Answer that the document is being rendered again; `keep_time` re-queues it."""
    response = render(request, "results/document_lost.html", {"round": document.round}, status=503)
    response["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def _reader(request: HttpRequest) -> selectors.Reader:
    """Return the reader; units are looked up once, since nothing changes while a page is rendered."""
    if not isinstance(request.user, User):
        return AnonymousUser()
    if request.user.units_found is None:
        request.user.units_found = {}
    return request.user


def _unknown(request: HttpRequest) -> HttpResponse:
    """Redirect anonymous visitors to the login page; answer 404 to all others."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise Http404
