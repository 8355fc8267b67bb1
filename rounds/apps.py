from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class RoundsConfig(AppConfig):
    default = True
    default_auto_field = "django.db.models.BigAutoField"
    name = "rounds"
    verbose_name = _("rounds")


class SecretariatConfig(admin_apps.AdminConfig):
    """Django's admin with our site in the place of its own."""

    default = False
    default_site = "rounds.site.SecretariatSite"
