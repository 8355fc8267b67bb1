"""Permissions in the administration and the account pages, as data (rounds: `matrix`)."""

TABLES = {
    "officials": (
        "unit",
        "official",
        "post",
        "dossier",
        "group",
        "membership",
        "unitrole",
        "user",
        "personrequest",
    ),
    "rounds": ("elector", "round", "campaign", "plan", "ruleset"),
}
# secretary of the unit, secretary of another unit, superuser; all others are redirected to the login
# from every admin address, known or unknown.
STAFF = ("secretary", "other_secretary", "keeper")
ALL, OWN, NONE = (200, 200, 200), (200, 302, 200), (302, 302, 302)
SKIPPED = 0  # this round is complete, so the request would freeze it
SAVED = (SKIPPED, SKIPPED, SKIPPED)  # tests/secretariat/listing/test_list_export.py
POST = (405, 405, 405)
GONE, NEVER = (404, 404, 404), (403, 403, 403)
EMPTY = (400, 302, 400)  # the form is shown again
FIXED_LISTS = (
    "officials/official",
    "officials/unitrole",
    "officials/personrequest",
    "officials/group",
    "rounds/plan",
)
PAGES = {
    "": ALL, "add/": ALL, "<path:object_id>/": NONE, "<path:object_id>/change/": OWN,
    "<path:object_id>/delete/": OWN, "<path:object_id>/history/": OWN,
    # Only what is sent from the list itself; what a person chose there is unknown to others.
    "export/<slug:form>/": POST, "chosen/": POST, "filters/": POST, "chosen/<uuid:pk>/": NONE,
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
    "admin/people/units/": ALL,
    "admin/people/authorities/": ALL,
    "admin/people/campaigns/": ALL,
    "admin/people/plans/": ALL,
    "admin/login/": NONE,
    "admin/logout/": NONE,
    "admin/password_change/": NONE,
    "admin/password_change/done/": ALL,
    "admin/jsi18n/": ALL,
    "admin/autocomplete/": GONE,
    "admin/r/<path:content_type_id>/<path:object_id>/": GONE,
    "admin/^(?P<app_label>officials|rounds)/$": NONE,
    "admin/(?P<url>.*)$": GONE,
    # Lists without fields that are changed for many rows.
    **{f"admin/{table}/chosen/<uuid:pk>/": NEVER for table in FIXED_LISTS},
    # A post is entered with its official.
    "admin/officials/post/add/": NEVER,
    "admin/officials/post/<path:object_id>/change/": NONE,
    "admin/officials/post/<path:object_id>/delete/": NEVER,
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
    "admin/officials/official/accounts/": ALL,
    "admin/officials/official/<path:object_id>/merge/": OWN,
    "admin/officials/official/<path:object_id>/move/": OWN,
    "admin/officials/official/<path:object_id>/account/": OWN,
    "admin/rounds/round/<uuid:pk>/announce/": (200, 403, 200),
    "admin/rounds/round/<uuid:pk>/freeze/": (200, 403, 200),
    "admin/rounds/round/<uuid:pk>/groups/": (200, 403, 200),
}
# Where a POST gets another status than a GET. A file that is saved stands in the log.
POSTED = {
    **{
        f"admin/{app}/{table}/{page}": {"export/<slug:form>/": SAVED, "chosen/": NONE, "filters/": NONE}[page]
        for app, tables in TABLES.items()
        for table in tables
        for page in ("export/<slug:form>/", "chosen/", "filters/")
    },
    "admin/password_change/done/": (405, 405, 405),
    "admin/jsi18n/": (405, 405, 405),
    "admin/rounds/elector/add/": ALL,
    "admin/officials/personrequest/answer/": NONE,
    "admin/officials/personrequest/<path:object_id>/change/": NEVER,
    "admin/officials/unitrole/<path:object_id>/change/": NEVER,
    "admin/officials/official/accounts/": NONE,
    "admin/officials/official/<path:object_id>/merge/": EMPTY,
    "admin/officials/official/<path:object_id>/move/": EMPTY,
    "admin/rounds/round/<uuid:pk>/freeze/": (SKIPPED, 403, SKIPPED),
}

# All other addresses: GET and POST by a visitor, GET and POST by a logged-in user.
OTHERS = {
    "": (200, 405, 200, 405),
    "help/": (200, 405, 200, 405),
    "duties/<slug:kind>/": (302, 405, 200, 405),  # the own rounds only
    "approvals/announce/": (302, 302, 404, 404),
    "approvals/freeze/": (302, 302, 404, 404),
    "approvals/postpone/": (302, 302, 404, 404),
    "approvals/": (302, 405, 404, 405),  # secretaries only
    # The person who asked and those who may decide (tests/secretariat/test_approval_pages.py).
    "approvals/<uuid:pk>/": (302, 405, 404, 405),
    "approvals/<uuid:pk>/confirm": (405, 302, 405, 404),
    "approvals/<uuid:pk>/refuse": (405, 302, 405, 404),
    "approvals/<uuid:pk>/withdraw": (405, 302, 405, 404),
    # The person who asked only (tests/secretariat/test_acts_by_a_worker.py).
    "work/<uuid:pk>/": (302, 302, 404, 404),
    "work/<uuid:pk>/status": (302, 405, 404, 405),
    # Papers of officials (tests/rounds/test_paper_access.py).
    "dossiers/": (302, 405, 200, 405),
    "dossiers/<int:pk>/": (302, 405, 404, 405),
    "dossiers/<int:pk>/upload": (405, 302, 405, 404),
    "dossiers/<int:pk>/explanation": (405, 302, 405, 404),
    "dossiers/papers/<int:pk>/": (302, 405, 404, 405),
    "dossiers/papers/<int:pk>/file": (302, 405, 404, 405),
    "dossiers/matters/<uuid:pk>/answer": (405, 302, 405, 404),
    "dossiers/matters/<uuid:pk>/withhold": (405, 302, 405, 404),
    "deadlines/": (302, 405, 404, 405),  # for secretaries
    # Whoever holds the key of an invitation; another key is unknown (tests/notices/test_replying.py).
    "reply/<uuid:key>/": (404, 404, 404, 404),
    # Of the own units only (tests/secretariat/test_notice_pages.py).
    "notices/": (302, 302, 404, 405),
    "notices/server": (405, 302, 405, 404),
    **{f"{place}/export/<slug:form>/": (405, 302, 405, 404) for place in ("approvals", "notices", "rights")},
    "notices/<int:pk>/": (302, 302, 404, 404),
    "notices/<int:pk>/print": (405, 302, 405, 404),
    # Of the own units and of those above (tests/secretariat/test_campaign_page.py).
    "campaigns/<int:pk>/": (302, 405, 404, 405),
    "campaigns/<int:pk>/calendar/": (302, 405, 404, 405),
    # Of the own campaigns only (tests/secretariat/test_batch_pages.py).
    "campaigns/<int:pk>/export/<slug:form>/": (405, 302, 405, 404),
    "campaigns/<int:pk>/chosen/": (405, 302, 405, 404),
    "campaigns/<int:pk>/filters/": (405, 302, 405, 404),
    "campaigns/<int:pk>/create/": (302, 302, 404, 404),
    "campaigns/create/<uuid:pk>/": (302, 302, 404, 404),
    "campaigns/create/<uuid:pk>/status": (302, 405, 404, 405),
    "campaigns/create/<uuid:pk>/<int:item>/": (302, 302, 404, 404),
    "campaigns/<int:pk>/dossiers/": (302, 302, 404, 404),
    "campaigns/<int:pk>/dossiers/owed.pdf": (405, 302, 405, 404),
    "campaigns/<int:pk>/dossiers/list.xlsx": (405, 302, 405, 404),
    "campaigns/<int:pk>/texts/": (302, 302, 404, 405),
    "campaigns/<int:pk>/texts/<slug:kind>/<slug:language>/": (302, 302, 404, 404),
    "log/heads/": (302, 405, 404, 405),  # secretaries of a topmost unit only
    "log/heads.csv": (302, 405, 404, 405),
    # Of the own units, and approved ones of units above (tests/secretariat/test_plan_pages.py).
    "plans/<int:pk>/": (302, 405, 404, 405),
    "plans/<int:pk>/units/": (302, 302, 404, 404),
    "plans/<int:pk>/exempt/": (302, 405, 404, 405),
    "plans/<int:pk>/document.<slug:ending>": (302, 405, 404, 405),
    "plans/<int:pk>/document/<slug:ending>/": (302, 302, 404, 404),
    "plans/<int:pk>/document/<slug:ending>/status": (302, 405, 404, 405),
    "plans/<int:pk>/signed/<int:index>.pdf": (302, 405, 404, 405),
    "plans/<int:pk>/<slug:step>": (405, 302, 405, 404),
    "rights/": (302, 405, 404, 405),  # secretaries only
    "rights/<int:pk>/": (302, 405, 404, 405),
    "rights/<int:pk>/review": (405, 302, 405, 404),
    # Of the own units, or managed by them (tests/rounds/test_places.py).
    "scans/<slug:sha256>.pdf": (302, 302, 404, 405),  # tests/rounds/test_scans.py
    "places/": (302, 302, 404, 405),
    "places/<int:pk>/": (302, 302, 404, 404),
    # Secretaries only; imports of the own only (tests/lists/test_pages_of_an_import.py).
    "lists/": (302, 302, 404, 405),
    "lists/<slug:name>/": (302, 302, 404, 404),
    "lists/<slug:name>/template.xlsx": (302, 302, 404, 405),
    "lists/<slug:name>/current.<slug:form>": (405, 302, 405, 404),
    **{
        f"lists/import/<uuid:pk>/{part}": (302, 302, 404, 405)
        for part in ("", "status", "errors.xlsx", "to-ask.xlsx")
    },
    **{
        f"lists/import/<uuid:pk>/{part}": (405, 302, 405, 404)
        for part in ("columns", "sheets", "answers", "confirm", "undo", "give-up")
    },
    "desk/resume/": (302, 302, 200, 400),  # the own rounds only; nothing was ticked
    "metrics": (404, 405, 404, 405),  # with its token only (tests/operations/test_metrics.py)
    "health/": (503, 405, 503, 405),
    "health/web/": (200, 405, 200, 405),
    "jsi18n/": (200, 405, 200, 405),
    "results/": (200, 405, 200, 405),
    "i18n/setlang/": (302, 302, 302, 302),
    "accounts/": (302, 302, 200, 400),
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
