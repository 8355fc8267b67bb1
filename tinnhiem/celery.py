"""The task queue `tinnhiem`: tasks are named `<app>.<verb>` and take ids."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinnhiem.settings")

app = Celery("tinnhiem", loader="tinnhiem.loading:Loader", task_cls="operations.host_keys:TaskWithKeys")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["operations"])
