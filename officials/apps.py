from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficialsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "officials"
    verbose_name = _("officials and units")

    def ready(self) -> None:
        from officials.accounts import first_login  # noqa: F401, PLC0415 - listens to a signal of allauth
