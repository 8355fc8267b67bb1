"""The app: its commands and checks."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Running the product on a machine."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "operations"

    def ready(self) -> None:
        """Register the checks."""
        from operations import deploy_checks  # noqa: F401, PLC0415 (models are needed)
