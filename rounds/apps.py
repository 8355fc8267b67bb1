from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoundsConfig(AppConfig):
    default = True
    default_auto_field = "django.db.models.BigAutoField"
    name = "rounds"
    verbose_name = _("rounds")
