"""Threads and limits of the web process."""

from tinnhiem.settings.accounts import OIDC_ISSUER
from tinnhiem.settings.base import env

# Threads of one web process by kind of request (`tinnhiem.asgi`): no kind waits behind another.
WEB_THREADS = {
    "voting": env.whole("VOTING_THREADS", default=3),
    "login": env.whole("LOGIN_THREADS", default=2),
    "pages": env.whole("PAGE_THREADS", default=1),
    "office": env.whole("OFFICE_THREADS", default=2),
}
if OIDC_ISSUER:
    # A directory that hangs holds these threads only.
    WEB_THREADS["directory"] = env.whole("DIRECTORY_THREADS", default=2)
# So many people wait for the login in each process; those who came later see the "one moment" page.
LOGIN_QUEUE = env.whole("LOGIN_QUEUE", default=100)
# A request must be complete within this time.
BODY_SECONDS = env.whole("BODY_SECONDS", default=180)
# Above this number of incomplete requests the oldest one is given up.
MOST_BODIES = 500
