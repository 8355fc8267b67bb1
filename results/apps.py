from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ballots import addresses


class ResultsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "results"
    verbose_name = _("results")

    def ready(self) -> None:
        addresses.lend(
            statement="results:statement",
            sign="results:sign",
            bundle="results:bundle",
            result="results:result",
        )
