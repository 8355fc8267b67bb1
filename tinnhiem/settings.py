"""All settings. `env` reads values from the environment; a wrong value stops the start.

`docs/operations.md` lists the variables for those who run the product.
"""

import os
from pathlib import Path
from urllib.parse import quote, urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from kombu import Queue
from redis.backoff import NoBackoff
from redis.retry import Retry

from operations.embedded.places import BASE_DIR, is_given, places
from tinnhiem.environment import Reader, stop
from tinnhiem.schedule import schedule
from tinnhiem.secret_key import secret_key

env = Reader()

# --- Tests share one pair of servers: each run has its own database, key prefix and folder -----

TESTING = env.flag("TN_TESTING", default=False)
_RUN = os.environ.get("TN_TEST_SUFFIX", "") + os.environ.get("PYTEST_XDIST_WORKER", "")
PREFIX = f"tn-test-{_RUN}" if TESTING else "tn"

# --- Paths --------------------------------------------------------------------------------------

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

# --- Site ---------------------------------------------------------------------------------------

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

# --- Apps and middleware ------------------------------------------------------------------------

INSTALLED_APPS = [
    "audit",
    "officials",
    "approvals",
    "rounds",
    "notices",
    "ballots",
    "results",
    "secretariat",
    "simulation",
    "operations",
    "secretariat.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    # Its views for OpenID Connect are used, its tables stay empty (operations.rights).
    "allauth.socialaccount",
    "csp",
    "import_export",
]

MIDDLEWARE = [
    "tinnhiem.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tinnhiem.middleware.plain_words",
    "django.middleware.locale.LocaleMiddleware",
    "tinnhiem.middleware.unread",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tinnhiem.middleware.known_origin",
    "officials.accounts.devices.device_cookie",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tinnhiem.middleware.private_connection",
    "tinnhiem.middleware.size_limit",
    "tinnhiem.middleware.own_password",
    "tinnhiem.middleware.second_factor",
    "officials.accounts.own_acts.own_acts",
]

# Threads of one web process by kind of request (`tinnhiem.asgi`): no kind waits behind another.
WEB_THREADS = {
    "voting": env.whole("VOTING_THREADS", default=3),
    "login": env.whole("LOGIN_THREADS", default=2),
    "pages": env.whole("PAGE_THREADS", default=1),
    "office": env.whole("OFFICE_THREADS", default=2),
}
# The agency's directory for logging in (OpenID Connect); off without an issuer.
OIDC_ISSUER = env.issuer("OIDC_ISSUER")
OIDC_CLIENT_ID = env.secret("OIDC_CLIENT_ID")
OIDC_CLIENT_SECRET = env.secret("OIDC_CLIENT_SECRET")
OIDC_NAME = env.text("OIDC_NAME", default="", most=60)
# The claim that holds the staff code. If it is empty, accounts are found by address, in these domains only.
OIDC_STAFF_CODE_CLAIM = env.text("OIDC_STAFF_CODE_CLAIM", default="staff_code")
OIDC_MAIL_DOMAINS = [word.lower() for word in env.words("OIDC_MAIL_DOMAINS", default=[])]
if OIDC_ISSUER and not (OIDC_CLIENT_ID and OIDC_CLIENT_SECRET):
    stop("OIDC_ISSUER also needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.")
if OIDC_ISSUER and not (OIDC_STAFF_CODE_CLAIM or OIDC_MAIL_DOMAINS):
    stop("Without OIDC_STAFF_CODE_CLAIM, OIDC_MAIL_DOMAINS must name the domains of the agency's addresses.")
if OIDC_ISSUER:
    # A directory that hangs holds these threads only.
    WEB_THREADS["directory"] = env.whole("DIRECTORY_THREADS", default=2)
# So many people wait for the login in each process; those who came later see the "one moment" page.
LOGIN_QUEUE = env.whole("LOGIN_QUEUE", default=100)
# A request must be complete within this time.
BODY_SECONDS = env.whole("BODY_SECONDS", default=180)
# Above this number of incomplete requests the oldest one is given up.
MOST_BODIES = 500

ROOT_URLCONF = "tinnhiem.urls"
WSGI_APPLICATION = "tinnhiem.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["common.languages", "common.static_links"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tinnhiem.context.contact",
                "tinnhiem.context.connection",
                "tinnhiem.context.mail",
                "tinnhiem.context.entrance",
                "tinnhiem.context.isolation",
                "tinnhiem.context.directory",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# --- Database, cache, queue ---------------------------------------------------------------------

_SOCKETS = quote(str(PLACES.sockets), safe="")
DATABASES = {"default": env.database("DATABASE_URL", default=f"postgres://tinnhiem@{_SOCKETS}/tinnhiem")}
DATABASE_APPLICATION = DATABASES["default"]["USER"]
# The owner of the tables migrates and restores (`operations.owner`). Web, worker and beat log in as an account
# that cannot change tables, and in production do not hold this login.
DATABASE_OWNER = (
    dict(DATABASES["default"])
    if is_given("DATABASE_URL") and not is_given("DATABASE_OWNER_URL")
    else env.database("DATABASE_OWNER_URL", default=f"postgres://tinnhiem_owner@{_SOCKETS}/tinnhiem")
)
if DATABASE_OWNER["NAME"] != DATABASES["default"]["NAME"]:
    stop("DATABASE_OWNER_URL and DATABASE_URL must name the same database.")
_OPTIONS = {
    # After `reconnect_timeout` the next request tries again; the pool's own attempts become rare.
    "pool": {
        "min_size": 0,
        "max_size": env.whole("DATABASE_POOL", default=sum(WEB_THREADS.values())),
        "timeout": 15,
        "reconnect_timeout": 3,
    },
    # A hanging process that holds a lock must not keep a round from closing, and waiting requests fail
    # before the proxy times out. Statements of pages take a few milliseconds: starting a second process of
    # Postgres for them, or compiling them, takes longer and keeps the processor from other people.
    "options": "-c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
    " -c max_parallel_workers_per_gather=0 -c jit=off",
}
for _login in (DATABASES["default"], DATABASE_OWNER):
    _login["OPTIONS"] = {**_login.get("OPTIONS", {}), **_OPTIONS}
DATABASES["default"] |= {
    # The pool keeps connections, so Django's persistent connections must be off.
    "CONN_MAX_AGE": 0,
    # One more empty query; never hand out connections that died in a restart of the database.
    "CONN_HEALTH_CHECKS": True,
    "TEST": {"NAME": f"test_tinnhiem_{os.environ.get('TN_TEST_SUFFIX', '')}".rstrip("_")},
}
if TESTING and (_name := os.environ.get("TN_DATABASE")):
    # A worker or server that a test starts uses the test's database.
    DATABASES["default"]["NAME"] = _name
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_REDIS_URL = env.redis("REDIS_URL")
_CACHE = {
    # A separate database, so that emptying the cache never empties the queue.
    "LOCATION": urlsplit(_REDIS_URL)._replace(path="/1").geturl()
    if _REDIS_URL
    else f"unix://{PLACES.valkey_socket}?db=1",
    # Voters do not wait for an unreachable cache; its content is not needed.
    "OPTIONS": {"retry": Retry(NoBackoff(), 0), "socket_connect_timeout": 1, "socket_timeout": 2},
    "KEY_PREFIX": f"{PREFIX}-cache",
}
CACHES = {
    "default": {"BACKEND": "operations.cache.NearCache", **_CACHE},
    # Heartbeats of processes; raises an error while the server is away.
    "shared": {"BACKEND": "django.core.cache.backends.redis.RedisCache", **_CACHE},
}

CELERY_BROKER_URL = _REDIS_URL or f"redis+socket://{PLACES.valkey_socket}?virtual_host=0"
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "global_keyprefix": f"{PREFIX}-queue:",
    "visibility_timeout": 3600,
    # A hanging server must not block the secretary's page.
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
}
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # worker and beat retry until the broker is back
# Broadcasts ignore the key prefix; without names of its own, another run's worker could answer.
CELERY_CONTROL_EXCHANGE = PREFIX
CELERY_EVENT_EXCHANGE = f"{PREFIX}-events"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
# A host that cannot make documents consumes the other queue only (operations/host_parts.py).
CELERY_TASK_QUEUES = [Queue("celery"), Queue("documents")]
CELERY_TASK_ROUTES = {"results.render_documents": {"queue": "documents"}}
# A task whose worker died is delivered to another; tasks are safe to run twice.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
# Tests do not wait for a minute.
MINUTE = env.whole("TN_MINUTE", default=60) if TESTING else 60
CELERY_BEAT_SCHEDULER = "operations.beat.Minutes"
# Time-keeping has priority over counting: a large box must not delay another round.
CELERY_TASK_DEFAULT_PRIORITY = 6
CELERY_BEAT_SCHEDULE = schedule(MINUTE)

# --- Language and time --------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "thirdparty"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["tinnhiem.formats"]

# --- Files --------------------------------------------------------------------------------------

STATIC_URL = "/static/"
# Collected when the checkout or the image is set up (script/setup); a running host writes nothing here.
STATIC_ROOT = BASE_DIR / "var" / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = TESTING or DEBUG
WHITENOISE_AUTOREFRESH = TESTING or DEBUG
_STATIC_STORAGE = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if TESTING or DEBUG
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "officials.storage.PrivateStorage"},
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
}
# Dossiers and documents stood here in earlier releases; migrating moves them into rows (`manage.py move_files`).
MEDIA_ROOT = DATA_DIR / "media"

# --- Accounts -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "officials.User"
AUTHENTICATION_BACKENDS = [
    "officials.accounts.backends.OneCheckBackend",
    "rounds.login_cards.LoginCardBackend",
]
PASSWORD_HASHERS = ["officials.accounts.hashers.OwaspArgon2"]
if TESTING:
    # Fast hashing: tests do not check the cost of Django's password hashing.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_REDIRECT_URL = "/"
# Attempts are counted per address, which our proxy passes in a header.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
# The secretariat creates accounts and knows the addresses.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "officials.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    name: f"officials.accounts.forms.{form}"
    for name, form in {
        "login": "LoginForm",
        "request_login_code": "RequestLoginCodeForm",
        "confirm_login_code": "ConfirmLoginCodeForm",
        "reset_password": "ResetPasswordForm",
        "reset_password_from_key": "ResetPasswordKeyForm",
        "change_password": "ChangePasswordForm",
        "set_password": "SetPasswordForm",
        "add_email": "AddEmailForm",
        "reauthenticate": "ReauthenticateForm",
    }.items()
}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# The worker drops the mail to an unknown address, so the request does the same work for all.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
# allauth's own generator asks the database about addresses, so the time would tell that an account exists.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - a class
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Tín Nhiệm] "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# A whole meeting may share one address, so per address only failed logins count, and requests for mail.
ACCOUNT_RATE_LIMITS = {
    "login": "",
    "login_failed_here": "300/m/ip",
    # `key` is account and address together, so that one address cannot lock out another user
    # (`officials.accounts.limits`); all addresses together have a hundred guesses an hour.
    "login_failed": "5/5m/key",
    "login_failed_anywhere": "100/h/key",
    "request_login_code": "2000/m/ip",
    "request_login_code_here": "3/m/key",
    "reset_password": "600/m/ip,5/m/key",
    # The link in the mail cannot be guessed.
    "reset_password_from_key": "",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
SOCIALACCOUNT_ADAPTER = "officials.accounts.directory_adapter.DirectoryAccounts"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 4  # seconds for each answer of the directory
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "officials.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "officials.accounts.forms.SecondStepForm",
    "reauthenticate": "officials.accounts.forms.SecondStepAgainForm",
    "activate_totp": "officials.accounts.forms.ActivateAppForm",
    "add_webauthn": "officials.accounts.forms.AddKeyForm",
    "edit_webauthn": "officials.accounts.forms.RenameKeyForm",
}
# There is no registration, so addresses need no confirmation; an installation without mail works.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_PASSKEY_LOGIN_ENABLED = True
# allauth's ten an address and minute count successes too, and a passkey cannot be guessed.
MFA_RATE_LIMITS = {"webauthn_login": ""}
MFA_TOTP_ISSUER = "Tín Nhiệm"
# People with a role in a unit and superusers need a second factor on every page.
REQUIRE_STAFF_MFA = env.flag("REQUIRE_STAFF_MFA", default=HTTPS)
# Whether acts that cannot be undone wait for a second secretary where a unit has two.
SECOND_PERSON = env.flag("SECOND_PERSON", default=True)
# Browsers allow passkeys without TLS on localhost only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# A web server of the network with the right time, whose clock workers compare with their own once an hour.
CLOCK_PEER = env.url("CLOCK_PEER", default="")

# The token that Prometheus sends; without it there is no /metrics (`operations/metrics.py`).
METRICS_TOKEN = env.secret("METRICS_TOKEN")
if METRICS_TOKEN and len(METRICS_TOKEN) < 20:
    stop("METRICS_TOKEN is too short: it needs 20 characters or more.")

# --- Mail ---------------------------------------------------------------------------------------

# Without EMAIL_URL each mail is a file in the data folder, removed after a week.
vars().update(env.mail("EMAIL_URL", default=f"filemail:///{DATA_DIR / 'mail'}"))
EMAIL_TIMEOUT = 10  # seconds for which the worker waits for the mail server
DEFAULT_FROM_EMAIL = env.secret("DEFAULT_FROM_EMAIL") or f"Tín Nhiệm <no-reply@{urlsplit(SITE_URL).hostname}>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Invitations and other notices (`notices/`); mails for logging in are neither counted nor held back.
NOTICES_PER_MINUTE = env.whole("NOTICES_PER_MINUTE", default=60)
NOTICE_HOURS = env.hours("NOTICE_HOURS", default="00:00-23:59" if TESTING else "07:00-21:00")
# Returned mails come to this address; its server must keep what follows a `+`.
NOTICE_BOUNCE_ADDRESS = env.mail_address("NOTICE_BOUNCE_ADDRESS")
NOTICE_BOUNCE_MAILBOX = env.mailbox("NOTICE_BOUNCE_MAILBOX")

# --- Safety of pages ----------------------------------------------------------------------------

# No exception, also not for the admin: docs/decisions/20-strict-csp.md
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/(web/)?$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if BEHIND_PROXY else 0
SESSION_ENGINE = "officials.accounts.session_store"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = env.whole("SESSION_HOURS", default=12) * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = False
CSRF_FAILURE_VIEW = "tinnhiem.errors.forged"
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
# Our pages send at most three scanned papers at once.
LARGEST_UPLOAD = 64 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
SILENCED_SYSTEM_CHECKS = [
    # The owner of the domain decides about its subdomains and about the preload list of browsers.
    "security.W005",
    "security.W021",
]

# --- Log ----------------------------------------------------------------------------------------

# The log must not reveal when a person voted: no addresses, no access log, no queries.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": env.level("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "django.db.backends": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "pikepdf": {"level": "WARNING"},
    },
}
