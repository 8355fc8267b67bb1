"""Apps, middleware and templates."""

from operations.embedded.places import BASE_DIR

INSTALLED_APPS = [
    "audit",
    "lists",
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
    "tinnhiem.middleware.pages_only",
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
    "tinnhiem.middleware.typed_text",
    "tinnhiem.middleware.own_password",
    "tinnhiem.middleware.second_factor",
    "officials.accounts.own_acts.own_acts",
]

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
FORM_RENDERER = "common.form_renderer.QuickRenderer"
