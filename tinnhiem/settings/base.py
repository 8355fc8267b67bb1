"""What the other parts build on: the environment, tests, folders, and the address of the site."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from operations.embedded import places as embedded
from operations.embedded.places import is_given, places
from tinnhiem.environment import Reader
from tinnhiem.secret_key import secret_key

env = Reader()

# Tests share one pair of servers: each run has its own database, key prefix and folder.
TESTING = env.flag("TN_TESTING", default=False)
_RUN = os.environ.get("TN_TEST_SUFFIX", "") + os.environ.get("PYTEST_XDIST_WORKER", "")
PREFIX = f"tn-test-{_RUN}" if TESTING else "tn"

BASE_DIR = embedded.BASE_DIR
PLACES = places()
DATA_DIR = PLACES.data / "tests" / (_RUN or "plain") if TESTING else PLACES.data
# Keys of boxes stood here in releases before they were sealed in the database (`manage.py prepare_keys`).
KEYS_DIR = DATA_DIR / "keys"
# The keys that seal the server's keys in the database. With the embedded database the first start makes them.
ENVELOPE_KEY_FILE = env.credential("ENVELOPE_KEY_FILE", name="envelope_key", default=DATA_DIR)
ENVELOPE_KEY_IS_MADE = TESTING or not is_given("DATABASE_URL")
SYSTEM_FONTS = Path("/usr/share/fonts/truetype/liberation")
UNPACKED_FONTS = BASE_DIR / "var/system/usr/share/fonts/truetype/liberation"
DOCUMENT_FONT_DIR = env.folder(
    "DOCUMENT_FONT_DIR", default=UNPACKED_FONTS if UNPACKED_FONTS.is_dir() else SYSTEM_FONTS
)
# Addresses to which the head of the log is mailed once a day, so that it is also kept outside this installation.
LOG_HEAD_RECIPIENTS = env.words("LOG_HEAD_RECIPIENTS", default=[])
# So many days after it was begun, a rehearsal is deleted if nobody has deleted it before.
REHEARSAL_DAYS = env.whole("REHEARSAL_DAYS", default=30)
# Shown below every page: name and telephone for help.
SECRETARIAT_CONTACT = env.text("SECRETARIAT_CONTACT", default="")
# Declared by the operator: the installation runs on a network without any connection outside. Rounds marked
# secret are refused elsewhere, and every page says so here.
ISOLATED_INSTALLATION = env.flag("ISOLATED_INSTALLATION", default=False)
# The Party's guidance on documents was not available in full, so these are settings (docs/domain.md §7.2).
PARTY_DOCUMENT_END = env.text("PARTY_DOCUMENT_END", default=".", most=5)
PARTY_DOCUMENT_FILING = env.text("PARTY_DOCUMENT_FILING", default="")

# A file that worker and beat touch while they work; the image names one for the checks of its containers.
ALIVE_FILE = env.path("ALIVE_FILE")

DEBUG = env.flag("DEBUG", default=False)
SITE_URL = env.url("SITE_URL", default=f"http://localhost:{env.port('PORT', default=8000)}")
# Documents of a demonstration say that they have no validity.
DEMONSTRATION = env.flag("DEMONSTRATION", default=False)
# No document is made while the address that it would print leads to the reader's own machine.
LOCAL_DOCUMENTS = DEMONSTRATION or TESTING
HTTPS = urlsplit(SITE_URL).scheme == "https"
ALLOWED_HOSTS = env.words(
    "ALLOWED_HOSTS", default=[urlsplit(SITE_URL).hostname or "", "localhost", "127.0.0.1", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# Names of this machine: a browser on it needs no TLS. Django's test client calls itself testserver.
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]", *(["testserver"] if TESTING else [])]
# `script/server --host` serves TLS itself, with a certificate of its own; no proxy stands before it.
OWN_TLS = HTTPS and env.flag("OWN_TLS", default=False)
BEHIND_PROXY = HTTPS and not OWN_TLS


SECRET_KEY = secret_key(env.secret("SECRET_KEY"), made_in=DATA_DIR)
