"""Addresses of the product; each room has its own module."""

from django.contrib import admin
from django.urls import include, path
from django.views.decorators.cache import cache_control

from operations.health import health, web_health
from operations.metrics import metrics
from secretariat.views.home import help_page, home
from tinnhiem.words import WordsForScripts

# The address contains the language, so browsers may cache the catalogue.
words_for_scripts = cache_control(public=True, max_age=600)(WordsForScripts.as_view())

urlpatterns = [
    path("", include("ballots.urls")),
    path("", include("notices.urls")),
    path("", include("results.urls")),
    path("", include("secretariat.urls")),
    path("rehearsals/", include("simulation.urls")),
    path("", home, name="home"),
    path("help/", help_page, name="help"),
    path("health/", health, name="health"),
    path("health/web/", web_health, name="web_health"),
    path("accounts/card/", include("rounds.urls")),
    path("dossiers/", include("rounds.dossier_urls")),
    path("metrics", metrics, name="metrics"),
    path("accounts/", include("officials.accounts.urls")),
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("jsi18n/", words_for_scripts, name="javascript-catalog"),
]

handler400 = "tinnhiem.errors.bad_request"
handler404 = "tinnhiem.errors.not_found"
handler500 = "tinnhiem.errors.server_error"
