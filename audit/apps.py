from typing import Any

from celery.signals import task_postrun, task_prerun
from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from audit import origin


class AuditConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "audit"
    verbose_name = _("log")

    def ready(self) -> None:
        # Each room lists its tables and acts in its module `logged`.
        autodiscover_modules("logged")
        task_prerun.connect(_worker_begins, weak=False)
        task_postrun.connect(_worker_ends, weak=False)


def _worker_begins(**details: Any) -> None:
    origin.begin(origin.WORKER)


def _worker_ends(**details: Any) -> None:
    origin.end()
