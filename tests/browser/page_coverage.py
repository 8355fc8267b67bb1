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
    "dossiers/": "dossiers-own",
    "dossiers/<int:pk>/": "dossier-own",
    "dossiers/papers/<int:pk>/": "dossier-paper",
    "dossiers/round/<uuid:pk>/": "dossier-matters",
    "reply/<uuid:key>/": "reply",
    "notices/": "notice-list",
    "notices/<int:pk>/": "notice-one",
    "campaigns/<int:pk>/": "campaign",
    "campaigns/<int:pk>/calendar/": "campaign-calendar",
    "campaigns/<int:pk>/create/": "campaign-create",
    "campaigns/create/<uuid:pk>/": "batch-prepared",
    "campaigns/create/<uuid:pk>/<int:item>/": "batch-item",
    "campaigns/<int:pk>/dossiers/": "campaign-dossiers",
    "campaigns/<int:pk>/texts/": "notice-texts",
    "campaigns/<int:pk>/texts/<slug:kind>/<slug:language>/": "notice-text",
    "plans/<int:pk>/": "plan-approved",
    "plans/<int:pk>/units/": "plan-units",
    "plans/<int:pk>/exempt/": "plan-exempt",
    "plans/<int:pk>/document/<slug:ending>/": "plan-document-made",
    "desk/<uuid:pk>/notices/": "notice-meeting",
    "desk/<uuid:pk>/notices/replies/": "notice-replies",
    "approvals/": "approvals",
    "log/heads/": "log-heads",
    "rights/": "rights",
    "rights/<int:pk>/": "rights-of-unit",
    "approvals/announce/": "announce-several",
    "approvals/freeze/": "freeze-several",
    "approvals/postpone/": "postpone-several",
    "approvals/<uuid:pk>/": "approval",
    "rehearsals/of/<uuid:pk>/": "rehearse",
    "rehearsals/<uuid:pk>/": "rehearsal",
    "rehearsals/<uuid:pk>/delete": "rehearsal-delete",
    "work/<uuid:pk>/": "work-running",
    "lists/": "lists",
    "lists/<slug:name>/": "list-upload",
    "lists/import/<uuid:pk>/": "list-preview",
    # --- a round ---
    "vote/<uuid:pk>/": "vote-1-empty",
    "box/<uuid:pk>/trial/": "trial-second",
    "box/<uuid:pk>/receipt/": "check-receipt",
    "box/<uuid:pk>/hall/": "hall-ask",
    "committee/<uuid:pk>/": "team-1-start",
    "desk/resume/": "resume-list",
    "desk/<uuid:pk>/access/": "desk-access",
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
    "admin/officials/official/accounts/": "admin-official-accounts",
    "admin/officials/official/<path:object_id>/merge/": "admin-official-merge",
    "admin/officials/official/<path:object_id>/move/": "admin-official-move",
    "admin/officials/official/<path:object_id>/account/": "admin-official-account",
    "places/": "places",
    "places/<int:pk>/": "places-of-official",
    "admin/officials/unit/chosen/<uuid:pk>/": "admin-many-form",
    "admin/rounds/round/<uuid:pk>/announce/": "admin-round-announce",
    "admin/rounds/round/<uuid:pk>/freeze/": "admin-round-freeze",
    "admin/rounds/round/<uuid:pk>/groups/": "admin-roll-groups",
} | {
    f"admin/{app}/{table}/{page}": f"admin-{app}_{table}-{name}"
    for app, tables in TABLES.items()
    for table in tables
    for page, name in PAGES_OF_A_TABLE.items()
    if (table, name)
    not in (
        ("post", "add"),
        ("post", "change"),
        ("post", "delete"),
        ("user", "delete"),
        ("personrequest", "delete"),
    )
}

# Answers for scripts, files, and redirects.
NO_PAGES = {
    "health/", "health/web/", "metrics", "jsi18n/", "i18n/setlang/",
    "accounts/2fa/recovery-codes/download/", "accounts/2fa/webauthn/login/", "accounts/first/link/<str:token>/",
    "vote/<uuid:pk>/issue", "vote/<uuid:pk>/status", "vote/<uuid:pk>/dossier/<int:document>",
    "box/<uuid:pk>/cast", "box/<uuid:pk>/manifest", "box/<uuid:pk>/find",
    "committee/<uuid:pk>/board", "committee/<uuid:pk>/post", "committee/<uuid:pk>/sums",
    "committee/<uuid:pk>/ballots", "committee/<uuid:pk>/roll", "committee/<uuid:pk>/issued",
    "desk/<uuid:pk>/lists/print", "desk/<uuid:pk>/notices/print", "notices/<int:pk>/print", "notices/server",
    "log/heads.csv",
    "plans/<int:pk>/<slug:step>", "plans/<int:pk>/document.<slug:ending>", "plans/<int:pk>/signed/<int:index>.pdf",
    "plans/<int:pk>/document/<slug:ending>/status",
    "campaigns/<int:pk>/dossiers/owed.pdf", "campaigns/<int:pk>/dossiers/list.xlsx",
    "dossiers/<int:pk>/upload", "dossiers/<int:pk>/explanation", "dossiers/papers/<int:pk>/file",
    "dossiers/round/<uuid:pk>/ask", "dossiers/matters/<uuid:pk>/answer", "dossiers/matters/<uuid:pk>/withhold",
    "campaigns/create/<uuid:pk>/status", "campaigns/<int:pk>/export/<slug:form>/", "campaigns/<int:pk>/chosen/",
    "campaigns/<int:pk>/filters/", "approvals/export/<slug:form>/", "notices/export/<slug:form>/", "rights/export/<slug:form>/",
    "work/<uuid:pk>/status",
    "rights/<int:pk>/review", "approvals/<uuid:pk>/confirm", "approvals/<uuid:pk>/refuse", "approvals/<uuid:pk>/withdraw",
    "desk/<uuid:pk>/correction", "desk/<uuid:pk>/postpone", "desk/<uuid:pk>/unannounce", "desk/<uuid:pk>/withdrawal", "desk/<uuid:pk>/stop",
    "rehearsals/<uuid:pk>/status", "desk/<uuid:pk>/status", "desk/<uuid:pk>/move", "desk/<uuid:pk>/attendance", "desk/<uuid:pk>/cancel",
    "results/<uuid:pk>/documents/<slug:kind>.pdf", "results/<uuid:pk>/scans/<int:exemption>.pdf", "scans/<slug:sha256>.pdf",
    "results/<uuid:pk>/statement", "results/<uuid:pk>/sign",
    "admin/people/", "admin/people/officials/", "admin/people/units/", "admin/people/authorities/",
    "admin/people/campaigns/", "admin/people/plans/", "admin/login/", "admin/logout/", "admin/autocomplete/", "admin/jsi18n/",
    "lists/<slug:name>/template.xlsx", "lists/<slug:name>/current.<slug:form>",
    *(
        f"lists/import/<uuid:pk>/{part}"
        for part in (
            *("status", "errors.xlsx", "to-ask.xlsx", "columns"),
            *("sheets", "answers", "confirm", "undo", "give-up"),
        )
    ),
    "admin/r/<path:content_type_id>/<path:object_id>/",
    "admin/^(?P<app_label>officials|rounds)/$", "admin/(?P<url>.*)$",
    # Accounts are blocked and requests answered; neither is deleted.
    "admin/officials/user/<path:object_id>/delete/", "admin/officials/personrequest/<path:object_id>/delete/",
    "admin/officials/personrequest/answer/",
    # A post is entered with its official.
    *(f"admin/officials/post/{page}" for page in ("add/", "<path:object_id>/change/", "<path:object_id>/delete/")),
    # Files, and what the forms of a list send; the page that changes many rows is looked at for one table.
    *(
        f"admin/{app}/{table}/{page}"
        for app, tables in TABLES.items()
        for table in tables
        for page in ("<path:object_id>/", "export/<slug:form>/", "chosen/", "filters/", "chosen/<uuid:pk>/")
        if f"{table}/{page}" != "unit/chosen/<uuid:pk>/"
    ),
}  # fmt: skip
