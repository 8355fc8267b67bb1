"""Addresses of the desk."""

from django.urls import URLPattern, URLResolver, path

from secretariat.views import (
    approvals,
    desk,
    freezing,
    home,
    login_cards,
    meeting_notices,
    notice_list,
    notice_texts,
    resuming,
    rights,
)

app_name = "secretariat"

urlpatterns: list[URLPattern | URLResolver] = [
    path("duties/<slug:kind>/", home.duties, name="duties"),
    path("approvals/", approvals.approvals, name="approvals"),
    path("approvals/freeze/", freezing.freezing, name="freezing"),
    path("approvals/<uuid:pk>/", approvals.approval, name="approval"),
    path("approvals/<uuid:pk>/confirm", approvals.approval_confirm, name="approval_confirm"),
    path("approvals/<uuid:pk>/refuse", approvals.approval_refuse, name="approval_refuse"),
    path("approvals/<uuid:pk>/withdraw", approvals.approval_withdraw, name="approval_withdraw"),
    path("deadlines/", home.deadlines, name="deadlines"),
    path("rights/", rights.rights, name="rights"),
    path("rights/<int:pk>/", rights.rights_of_unit, name="rights_of_unit"),
    path("rights/<int:pk>/review", rights.review, name="review"),
    path("desk/resume/", resuming.resuming, name="resuming"),
    path("desk/<uuid:pk>/", desk.desk, name="desk"),
    path("desk/<uuid:pk>/status", desk.desk_status, name="desk_status"),
    path("desk/<uuid:pk>/confirm/<slug:action>", desk.desk_confirm, name="desk_confirm"),
    path("desk/<uuid:pk>/move", desk.desk_move, name="desk_move"),
    path("desk/<uuid:pk>/attendance", desk.desk_attendance, name="desk_attendance"),
    path("desk/<uuid:pk>/stop", desk.desk_stop, name="desk_stop"),
    path("desk/<uuid:pk>/correction", desk.desk_correction, name="desk_correction"),
    path("desk/<uuid:pk>/withdrawal", desk.desk_withdrawal, name="desk_withdrawal"),
    path("desk/<uuid:pk>/login-cards/", login_cards.login_cards, name="login_cards"),
    path("desk/<uuid:pk>/notices/", meeting_notices.meeting_notices, name="meeting_notices"),
    path("desk/<uuid:pk>/notices/print", meeting_notices.print_notices, name="print_notices"),
    path("notices/", notice_list.notice_list, name="notice_list"),
    path("notices/server", notice_list.mail_server, name="mail_server"),
    path("notices/<int:pk>/", notice_list.notice, name="notice"),
    path("campaigns/<int:pk>/texts/", notice_texts.notice_texts, name="notice_texts"),
    path(
        "campaigns/<int:pk>/texts/<slug:kind>/<slug:language>/",
        notice_texts.notice_text,
        name="notice_text",
    ),
    path("desk/<uuid:pk>/cancel", desk.desk_cancel, name="desk_cancel"),
]
