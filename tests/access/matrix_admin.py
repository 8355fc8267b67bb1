"""Permissions in the administration and the account pages, as data (rounds: `matrix`)."""

TABLES = {
    "officials": ("unit", "official", "dossier", "unitrole", "user", "personrequest"),
    "rounds": ("elector", "round", "campaign", "ruleset"),
}
# secretary of the unit, secretary of another unit, superuser; all others are redirected to the login
# from every admin address, known or unknown.
STAFF = ("secretary", "other_secretary", "keeper")
ALL, OWN, NONE = (200, 200, 200), (200, 302, 200), (302, 302, 302)
SKIPPED = 0  # this round is complete, so the request would freeze it
GONE, NEVER = (404, 404, 404), (403, 403, 403)
PAGES = {
    "": ALL, "add/": ALL, "<path:object_id>/": NONE, "<path:object_id>/change/": OWN,
    "<path:object_id>/delete/": OWN, "<path:object_id>/history/": OWN,
}  # fmt: skip

# Status of a GET; a POST sends no data, so the form is shown again (200).
ADMIN = {
    f"admin/{app}/{table}/{page}": seen
    for app, tables in TABLES.items()
    for table in tables
    for page, seen in PAGES.items()
} | {
    "admin/": ALL,
    "admin/people/": ALL,
    "admin/people/officials/": ALL,
    "admin/login/": NONE,
    "admin/logout/": NONE,
    "admin/password_change/": NONE,
    "admin/password_change/done/": ALL,
    "admin/jsi18n/": ALL,
    "admin/autocomplete/": GONE,
    "admin/r/<path:content_type_id>/<path:object_id>/": GONE,
    "admin/^(?P<app_label>officials|rounds)/$": NONE,
    "admin/(?P<url>.*)$": GONE,
    # A roll is shown with its round only.
    "admin/rounds/elector/": NONE,
    "admin/rounds/elector/add/": NEVER,
    # Accounts are blocked, not deleted; roles are removed and granted again.
    "admin/officials/user/<path:object_id>/delete/": NEVER,
    # Leadership and auditor are taken by the superior unit; this unit is a topmost one.
    "admin/officials/unitrole/<path:object_id>/delete/": (403, 302, 200),
    # Requests are answered, never changed or deleted.
    "admin/officials/personrequest/<path:object_id>/change/": NONE,
    "admin/officials/personrequest/<path:object_id>/delete/": NEVER,
    "admin/officials/personrequest/<path:object_id>/history/": NONE,
    "admin/officials/personrequest/answer/": (405, 405, 405),
    # Every secretary reads the rule sets; secretaries of topmost units may change them.
    "admin/rounds/ruleset/<path:object_id>/change/": ALL,
    "admin/rounds/ruleset/<path:object_id>/delete/": ALL,
    "admin/rounds/ruleset/<path:object_id>/history/": ALL,
    "admin/officials/user/<path:object_id>/login/": OWN,
    "admin/rounds/round/<uuid:pk>/freeze/": (200, 403, 200),
    "admin/rounds/round/<uuid:pk>/roll/": (200, 403, 200),
    "admin/rounds/round/roll-template.xlsx": ALL,
}
# Where a POST gets another status than a GET.
POSTED = {
    "admin/password_change/done/": (405, 405, 405),
    "admin/jsi18n/": (405, 405, 405),
    "admin/rounds/elector/add/": ALL,
    "admin/officials/personrequest/answer/": NONE,
    "admin/officials/personrequest/<path:object_id>/change/": NEVER,
    "admin/officials/unitrole/<path:object_id>/change/": NEVER,
    "admin/rounds/round/<uuid:pk>/freeze/": (SKIPPED, 403, SKIPPED),
}

# All other addresses: GET and POST by a visitor, GET and POST by a logged-in user.
OTHERS = {
    "": (200, 405, 200, 405),
    "help/": (200, 405, 200, 405),
    "duties/<slug:kind>/": (302, 405, 200, 405),  # the own rounds only
    "approvals/freeze/": (302, 302, 404, 404),
    "approvals/": (302, 405, 404, 405),  # secretaries only
    # The person who asked and those who may decide (tests/secretariat/test_approval_pages.py).
    "approvals/<uuid:pk>/": (302, 405, 404, 405),
    "approvals/<uuid:pk>/confirm": (405, 302, 405, 404),
    "approvals/<uuid:pk>/refuse": (405, 302, 405, 404),
    "approvals/<uuid:pk>/withdraw": (405, 302, 405, 404),
    "deadlines/": (302, 405, 404, 405),  # for secretaries
    # Whoever holds the key of an invitation; another key is unknown (tests/notices/test_replying.py).
    "reply/<uuid:key>/": (404, 404, 404, 404),
    # Of the own units only (tests/secretariat/test_notice_pages.py).
    "notices/": (302, 302, 404, 405),
    "notices/server": (405, 302, 405, 404),
    "notices/<int:pk>/": (302, 302, 404, 404),
    "campaigns/<int:pk>/texts/": (302, 302, 404, 405),
    "campaigns/<int:pk>/texts/<slug:kind>/<slug:language>/": (302, 302, 404, 404),
    "rights/": (302, 405, 404, 405),  # secretaries only
    "rights/<int:pk>/": (302, 405, 404, 405),
    "rights/<int:pk>/review": (405, 302, 405, 404),
    "desk/resume/": (302, 302, 200, 400),  # the own rounds only; nothing was ticked
    "metrics": (404, 405, 404, 405),  # with its token only (tests/operations/test_metrics.py)
    "health/": (503, 405, 503, 405),
    "health/web/": (200, 405, 200, 405),
    "jsi18n/": (200, 405, 200, 405),
    "results/": (200, 405, 200, 405),
    "i18n/setlang/": (302, 302, 302, 302),
    "accounts/": (302, 405, 200, 405),
    "accounts/login/": (200, 200, 302, 302),
    "accounts/card/": (200, 200, 200, 200),
    "accounts/card/used/": (302, 302, 302, 302),  # without a used card
    "accounts/first/": (404, 404, 404, 404),  # without a link
    "accounts/first/link/<str:token>/": (302, 405, 302, 405),
    "accounts/first/choice/": (302, 302, 302, 302),
    "accounts/logout/": (302, 302, 200, 302),
    "accounts/inactive/": (200, 405, 200, 405),
    "accounts/signup/": (200, 200, 302, 302),
    "accounts/reauthenticate/": (302, 302, 200, 200),
    "accounts/email/": (302, 302, 200, 302),
    "accounts/confirm-email/": (200, 405, 200, 405),
    "accounts/password/change/": (302, 302, 200, 200),
    "accounts/password/set/": (302, 302, 302, 302),
    "accounts/password/reset/": (200, 200, 200, 200),
    "accounts/password/reset/done/": (200, 405, 200, 405),
    "accounts/password/reset/key/done/": (200, 405, 200, 405),
    "accounts/login/code/": (200, 200, 302, 302),
    "accounts/login/code/confirm/": (302, 302, 302, 302),
    "accounts/logins/": (302, 302, 200, 302),
    "accounts/directory/": (405, 404, 405, 404),
    "accounts/directory/back/": (404, 405, 404, 405),
    "accounts/2fa/": (302, 302, 200, 405),
    "accounts/2fa/authenticate/": (302, 302, 302, 302),
    "accounts/2fa/reauthenticate/": (302, 302, 302, 302),
    "accounts/2fa/totp/activate/": (302, 302, 302, 302),
    "accounts/2fa/totp/deactivate/": (302, 302, 404, 404),
    "accounts/2fa/recovery-codes/": (302, 302, 404, 405),
    "accounts/2fa/recovery-codes/generate/": (302, 302, 302, 302),
    "accounts/2fa/recovery-codes/download/": (302, 302, 404, 404),
    "accounts/2fa/webauthn/": (302, 302, 200, 405),
    "accounts/2fa/webauthn/add/": (302, 302, 302, 302),
    "accounts/2fa/webauthn/reauthenticate/": (302, 302, 302, 302),
    "accounts/2fa/webauthn/keys/<int:pk>/remove/": (302, 302, 302, 302),
    "accounts/2fa/webauthn/keys/<int:pk>/edit/": (302, 302, 302, 302),
    "accounts/2fa/webauthn/login/": (302, 302, 302, 302),
    r"accounts/^confirm-email/(?P<key>[-:\w]+)/$": (200, 404, 200, 404),
    r"accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": (200, 200, 200, 200),
}
