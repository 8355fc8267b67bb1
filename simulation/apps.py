from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ballots import addresses


class SimulationConfig(AppConfig):
    """The demonstration, and rehearsals of rounds."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "simulation"
    verbose_name = _("rehearsals")

    def ready(self) -> None:
        """Lend the addresses of rehearsals to the pages of rounds."""
        addresses.lend(rehearse="simulation:rehearse", rehearsal="simulation:rehearsal")
