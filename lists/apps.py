from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ListsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "lists"
    verbose_name = _("lists")

    def ready(self) -> None:
        # Each room adds the kinds of lists that it owns in its module `lists`.
        autodiscover_modules("lists")
