"""The picture of each page of the product (permissions: `tests/access/matrix.py`)."""

from tests.access.matrix_admin import TABLES

PAGES_OF_A_TABLE = {
    "": "changelist", "add/": "add", "<path:object_id>/change/": "change",
    "<path:object_id>/delete/": "delete", "<path:object_id>/history/": "history",
}  # fmt: skip

COVERED_PAGES = {
    "": "home",
    "help/": "help",
    # --- accounts ---
    "accounts/": "account",
    "accounts/login/": "login",
    "accounts/card/": "login-card",
    "accounts/card/used/": "card-used",
    "accounts/first/": "first-login",
    "accounts/first/choice/": "first-choice",
    "accounts/logout/": "logout",
    "accounts/inactive/": "inactive",
    "accounts/signup/": "signup",
    "accounts/reauthenticate/": "reauthenticate",
    "accounts/email/": "email",
    "accounts/confirm-email/": "email-sent",
    r"accounts/^confirm-email/(?P<key>[-:\w]+)/$": "email-confirm",
    "accounts/password/change/": "password-change",
    "accounts/password/set/": "password-set",
    "accounts/password/reset/": "password-reset",
    "accounts/password/reset/done/": "password-reset-sent",
    r"accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "password-reset-form",
    "accounts/password/reset/key/done/": "password-reset-done",
    "accounts/login/code/": "login-code",
    "accounts/login/code/confirm/": "login-code-confirm",
    "accounts/2fa/": "second-step",
    "accounts/2fa/authenticate/": "second-step-login",
    "accounts/2fa/reauthenticate/": "app-again",
    "accounts/2fa/totp/activate/": "app-setup",
    "accounts/2fa/totp/deactivate/": "app-remove",
    "accounts/2fa/recovery-codes/": "recovery-codes",
    "accounts/2fa/recovery-codes/generate/": "recovery-codes-new",
    "accounts/2fa/webauthn/": "passkeys",
    "accounts/2fa/webauthn/add/": "passkey-add",
    "accounts/2fa/webauthn/reauthenticate/": "passkey-again",
    "accounts/2fa/webauthn/keys/<int:pk>/remove/": "passkey-remove",
    "accounts/2fa/webauthn/keys/<int:pk>/edit/": "passkey-rename",
    "accounts/logins/": "logins",
    "accounts/directory/": "directory-go",
    "accounts/directory/back/": "directory-unknown",
    "duties/<slug:kind>/": "duties-all",
    "deadlines/": "deadlines",
    "reply/<uuid:key>/": "reply",
    "notices/": "notice-list",
    "notices/<int:pk>/": "notice-one",
    "campaigns/<int:pk>/texts/": "notice-texts",
    "campaigns/<int:pk>/texts/<slug:kind>/<slug:language>/": "notice-text",
    "desk/<uuid:pk>/notices/": "notice-meeting",
    "approvals/": "approvals",
    "rights/": "rights",
    "rights/<int:pk>/": "rights-of-unit",
    "approvals/freeze/": "freeze-several",
    "approvals/<uuid:pk>/": "approval",
    # --- a round ---
    "vote/<uuid:pk>/": "vote-1-empty",
    "box/<uuid:pk>/trial/": "trial-second",
    "box/<uuid:pk>/receipt/": "check-receipt",
    "box/<uuid:pk>/hall/": "hall-ask",
    "committee/<uuid:pk>/": "team-1-start",
    "desk/resume/": "resume-list",
    "desk/<uuid:pk>/login-cards/": "login-cards",
    "desk/<uuid:pk>/": "desk-draft",
    "desk/<uuid:pk>/confirm/<slug:action>": "desk-confirm",
    "results/": "results",
    "results/<uuid:pk>/": "result",
    "results/<uuid:pk>/bundle.zip": "bundle-refused",
    # --- the administration ---
    "admin/": "admin-index",
    "admin/password_change/": "admin-password-change",
    "admin/password_change/done/": "admin-password-changed",
    "admin/officials/user/<path:object_id>/login/": "admin-account-login",
    "admin/rounds/round/<uuid:pk>/freeze/": "admin-round-freeze",
    "admin/rounds/round/<uuid:pk>/roll/": "admin-roll-preview",
} | {
    f"admin/{app}/{table}/{page}": f"admin-{app}_{table}-{name}"
    for app, tables in TABLES.items()
    for table in tables
    for page, name in PAGES_OF_A_TABLE.items()
    if (table, name) not in (("user", "delete"), ("personrequest", "delete"))
}

# Answers for scripts, files, and redirects.
NO_PAGES = {
    "health/", "health/web/", "metrics", "jsi18n/", "i18n/setlang/",
    "accounts/2fa/recovery-codes/download/", "accounts/2fa/webauthn/login/", "accounts/first/link/<str:token>/",
    "vote/<uuid:pk>/issue", "vote/<uuid:pk>/status", "vote/<uuid:pk>/dossier/<int:document>",
    "box/<uuid:pk>/cast", "box/<uuid:pk>/manifest", "box/<uuid:pk>/find",
    "committee/<uuid:pk>/board", "committee/<uuid:pk>/post", "committee/<uuid:pk>/sums",
    "committee/<uuid:pk>/ballots", "committee/<uuid:pk>/roll", "committee/<uuid:pk>/issued",
    "desk/<uuid:pk>/notices/print", "notices/server",
    "rights/<int:pk>/review", "approvals/<uuid:pk>/confirm", "approvals/<uuid:pk>/refuse", "approvals/<uuid:pk>/withdraw",
    "desk/<uuid:pk>/correction", "desk/<uuid:pk>/withdrawal", "desk/<uuid:pk>/stop",
    "desk/<uuid:pk>/status", "desk/<uuid:pk>/move", "desk/<uuid:pk>/attendance", "desk/<uuid:pk>/cancel",
    "results/<uuid:pk>/documents/<slug:kind>.pdf", "results/<uuid:pk>/statement", "results/<uuid:pk>/sign",
    "admin/people/", "admin/people/officials/", "admin/login/", "admin/logout/", "admin/autocomplete/", "admin/jsi18n/",
    "admin/r/<path:content_type_id>/<path:object_id>/", "admin/rounds/round/roll-template.xlsx",
    "admin/^(?P<app_label>officials|rounds)/$", "admin/(?P<url>.*)$",
    # Accounts are blocked and requests answered; neither is deleted.
    "admin/officials/user/<path:object_id>/delete/", "admin/officials/personrequest/<path:object_id>/delete/",
    "admin/officials/personrequest/answer/",
    *(f"admin/{app}/{table}/<path:object_id>/" for app, tables in TABLES.items() for table in tables),
}  # fmt: skip
