"""Static files, and where uploaded ones are kept."""

from operations.embedded.places import BASE_DIR
from tinnhiem.settings.base import DATA_DIR, DEBUG, TESTING, env

STATIC_URL = "/static/"
# Collected when the checkout or the image is set up (script/setup); a running host writes nothing here.
STATIC_ROOT = BASE_DIR / "var" / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = TESTING or DEBUG
WHITENOISE_AUTOREFRESH = TESTING or DEBUG
_STATIC_STORAGE = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if TESTING or DEBUG
    else "operations.static_storage.StaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "officials.storage.PrivateStorage"},
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
}
# Where clamd listens, which then scans every uploaded paper: the path of its socket, or host:port.
CLAMD = env.text("CLAMD", default="")
# Dossiers and documents stood here in earlier releases; migrating moves them into rows (`manage.py move_files`).
MEDIA_ROOT = DATA_DIR / "media"
