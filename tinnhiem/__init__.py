"""The project: settings, addresses, the task queue and the servers of a single machine."""

from tinnhiem.celery import app as celery_app

__all__ = ["celery_app"]
