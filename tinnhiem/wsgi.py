"""The WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from operations import host_keys, host_parts
from tinnhiem.loading import undisturbed

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinnhiem.settings")

with undisturbed():
    application = get_wsgi_application()

host_keys.report()
host_parts.report()
