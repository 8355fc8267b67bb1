"""Views that lead to the agency's directory and take its answer."""

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from officials.accounts import directory
from officials.accounts.directory_adapter import away


@require_POST
@never_cache
def directory_begin(request: HttpRequest) -> HttpResponse:
    """Show a page that leads on to the directory.

    A redirect would need an exception in the content security policy, which also holds for every host to
    which the directory redirects.
    """
    _require()
    if directory.is_away():
        return render(request, "account/directory_away.html", status=503)
    try:
        answer = directory.provider(request).redirect(
            request, process=AuthProcess.LOGIN, next_url=get_next_redirect_url(request)
        )
    except directory.FAILURES as problem:
        return away(request, problem)
    if not isinstance(answer, HttpResponseRedirect):
        return HttpResponse(answer.content, status=answer.status_code)
    return render(request, "account/directory_go.html", {"url": answer.url})


@require_safe
@never_cache
def directory_callback(request: HttpRequest) -> HttpResponse:
    """Take the directory's answer."""
    _require()
    try:
        view = OAuth2CallbackView.adapter_view(directory.Directory(request, directory.ID))
        answer: HttpResponse = view(request)
    except directory.FAILURES as problem:
        return away(request, problem)
    return answer


def _require() -> None:
    if not directory.is_on():
        raise Http404
