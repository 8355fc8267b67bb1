"""The ASGI application that the web server runs. Django itself is the WSGI application behind it.

Requests wait on the event loop until they are complete; then each kind has threads of its own
(docs/decisions/26-lanes-before-django.md).
"""

import resource

from django.conf import settings

from tinnhiem.serving.application import Application
from tinnhiem.serving.bodies import Bodies
from tinnhiem.serving.lanes import Lane
from tinnhiem.serving.routes import lane_of
from tinnhiem.wsgi import application as site

MOST_FILES = 65_536


def _lanes() -> dict[str, Lane]:
    queues = {"login": settings.LOGIN_QUEUE}
    lanes = {name: Lane(name, n, most_waiting=queues.get(name)) for name, n in settings.WEB_THREADS.items()}
    return {**lanes, "notices": Lane("notices", 1)}


def _allow_many_connections() -> None:
    """Raise the limit of open files, so that clients that hold connections do not use them up."""
    soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(most, MOST_FILES)), most))


_allow_many_connections()
application = Application(
    site=site,
    lanes=_lanes(),
    lane_of=lane_of,
    bodies=Bodies(seconds=settings.BODY_SECONDS, most=settings.MOST_BODIES),
    largest=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
)
