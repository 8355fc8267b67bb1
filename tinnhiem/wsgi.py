"""The WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from operations import host_keys, host_parts

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinnhiem.settings")

application = get_wsgi_application()

host_keys.report()
host_parts.report()
