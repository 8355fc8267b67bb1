"""Accounts: the agency's directory, passwords, and second factors."""

from tinnhiem.environment import stop
from tinnhiem.settings.base import BEHIND_PROXY, HTTPS, TESTING, env

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
