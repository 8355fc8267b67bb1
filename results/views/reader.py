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

PER_PAGE = 20
RETRY_AFTER_SECONDS = "60"  # lost documents are searched for once a minute


@never_cache
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """List the results that the user may read."""
    rounds = selectors.results_for_reader(user=_reader(request)).defer("config", "manifest")
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
    kinds = dict.fromkeys(documents.values_list("kind", flat=True))
    context = {
        "round": round_,
        "publication": getattr(round_, "publication", None),
        "result": result_page(round_),
        "has_bundle": has_bundle(_reader(request), round_),
        "documents": [(kind, Document.Kind(kind).label) for kind in kinds],
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


def document_name(document: Document) -> str:
    """Return the name of the download: kind, unit, and the day on which the figures were confirmed."""
    kind = {Document.Kind.MINUTES: "Biên bản kiểm phiếu", Document.Kind.REPORT: "Báo cáo kết quả"}
    return download_name_of(document.round, kind[Document.Kind(document.kind)])


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
