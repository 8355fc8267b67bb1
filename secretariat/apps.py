from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _

from notices import addresses


class SecretariatConfig(AppConfig):
    default = True
    name = "secretariat"
    verbose_name = _("Administration")

    def ready(self) -> None:
        addresses.lend(
            approval="secretariat:approval",
            batch="secretariat:batch",
            places="secretariat:places_of_official",
            work="secretariat:work",
        )


class AdminConfig(admin_apps.AdminConfig):
    """Django's admin with our site as the default site."""

    default = False
    default_site = "secretariat.site.SecretariatSite"
