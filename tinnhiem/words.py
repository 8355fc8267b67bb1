"""The catalogue for scripts, in the language that the page asks for."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from django.views.i18n import JavaScriptCatalog

from common import team_words


class WordsForScripts(JavaScriptCatalog):
    """Django's catalogue; a page in the words of a `tổ kiểm phiếu` asks for these by its address."""

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.META.get("QUERY_STRING") != team_words.VARIANT:
            return super().get(request, *args, **kwargs)
        with override(team_words.VARIANT):
            return super().get(request, *args, **kwargs)
