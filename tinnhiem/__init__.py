"""The Django project: settings, addresses, task queue, middleware and error pages."""

from tinnhiem.celery import app as celery_app

__all__ = ["celery_app"]
