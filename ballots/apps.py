from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ballots.protocol import selftest


class BallotsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "ballots"
    verbose_name = _("ballot boxes")

    def ready(self) -> None:
        selftest.run()
