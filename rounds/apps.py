from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class RoundsConfig(AppConfig):
    default = True
    default_auto_field = "django.db.models.BigAutoField"
    name = "rounds"
    verbose_name = _("rounds")

    def ready(self) -> None:
        # Each app binds the steps that it owns in its module `bindings`.
        autodiscover_modules("bindings")
        from rounds.services import card_use  # noqa: F401, PLC0415 - listens to a signal
