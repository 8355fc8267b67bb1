from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficialsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "officials"
    verbose_name = _("officials and units")

    def ready(self) -> None:
        from audit.origin import find_principals_by  # noqa: PLC0415 - models are loaded now
        from officials.accounts import first_login, own_logins  # noqa: F401, PLC0415 - listen to signals of logins
        from officials.deputies import principal_of  # noqa: PLC0415

        find_principals_by(principal_of)
