"""Changes × roles × own and other unit: roles outside the matrix are refused, and a refusal changes nothing."""

import pytest
from django.db import transaction
from django.test import Client

from officials.accounts.services import ask_for_person
from officials.models import Dossier, Group, Membership, PersonRequest, Unit
from officials.services import grant_role
from rounds.models import Elector
from tests.access.house import TwoUnits, everything
from tests.access.matrix_changes import CHANGES, DOCUMENT, ROLES, ChangeRow, written
from tests.roles import DIGITS, Role, make_draft_round, make_official, make_plan, make_unit, make_user

pytestmark = pytest.mark.django_db
Form = tuple[str, dict[str, str]]
LOGGED = {"django_admin_log", "rounds_roundevent"}  # a change may also write entries of the log


class Side:
    """One unit with a row of each kind, and a valid form for each change of one of them."""

    def __init__(self, unit: Unit, lender: Unit) -> None:
        self.unit = unit
        self.account = make_user("Đỗ Của Đơn Vị", unit=unit)
        self.official = make_official(unit, "Bùi Cán Bộ")
        self.same = make_official(unit, "Bùi Cán Bộ")
        self.part = make_unit(parent=unit)
        self.group = Group.objects.create(unit=unit, name="Tổ tư vấn")
        self.member = Membership.objects.create(group=self.group, unit=unit, official=self.same)
        self.dossier = Dossier.objects.create(official=self.official, title="Hồ sơ")
        self.round = make_draft_round(unit, officials=[])
        self.elector = Elector.objects.filter(round=self.round).earliest("pk")
        self.plan = make_plan(unit)
        self.auditor = grant_role(user=make_user(unit=unit), unit=unit, role=Role.AUDITOR)
        request = PersonRequest(unit=lender, named=self.account.email, reason="Họp")
        self.request = ask_for_person(request=request, actor=make_user(unit=lender))

    def forms(self) -> dict[str, Form]:
        """Return key of a change → (path, fields)."""
        unit, account, round_ = str(self.unit.pk), self.account.username, str(self.round.pk)
        parent = str(self.unit.parent_id or "")
        posts = {f"posts-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
        papers = {f"documents-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
        campaign = {"name": "Đợt khác", "unit": unit}
        approval = {"approve-number": "9/KH-ĐV", "approve-date": "10/01/2026"}
        return {
            "unit": _row("unit", self.unit.pk, {"name": "Tên khác", "place": "Huế", "parent": parent}),
            "official": _row("official", self.official.pk, {"full_name": "Bùi Tên Khác", **posts}),
            "merge": (
                f"/admin/officials/official/{self.official.pk}/merge/",
                {"other": f"số {self.same.pk}", "reason": "Nhập trùng"},
            ),
            "move": (
                f"/admin/officials/official/{self.official.pk}/move/",
                {"source": unit, "target": str(self.part.pk), "title": "Trưởng phòng", "day": "01/11/2026"},
            ),
            "official_account": (f"/admin/officials/official/{self.official.pk}/account/", {"act": "make"}),
            "group": _row(
                "group",
                self.group.pk,
                {"name": "Tổ khác", "unit": unit, "kind": "other", "rank": "5"},
            ),
            "membership": (f"/admin/officials/membership/{self.member.pk}/delete/", {"post": "yes"}),
            "dossier": _row(
                "dossier",
                self.dossier.pk,
                {"official": f"số {self.official.pk}", "title": "Hồ sơ khác", **papers},
            ),
            "account_add": (
                "/admin/officials/user/add/",
                {"full_name": "Lê Mới", "username": "lemoi", "is_active": "on", "unit": unit},
            ),
            "account_name": self._account(full_name="Đỗ Tên Khác"),
            "login_link": (f"/admin/officials/user/{self.account.pk}/login/", {"act": "link"}),
            "login_card": (
                f"/admin/officials/user/{self.account.pk}/login/",
                {"act": "card", "digits": DIGITS},
            ),
            "email": self._account(email="khac@example.test"),
            "block": self._account(is_active=""),
            "secretariat": self._role("secretariat"),
            "leadership": self._role("leadership"),
            "auditor": self._role("auditor"),
            "auditor_taken": (f"/admin/officials/unitrole/{self.auditor.pk}/delete/", {"post": "yes"}),
            "request": (
                "/admin/officials/personrequest/add/",
                {"named": "ai@example.test", "reason": "Họp", "unit": unit},
            ),
            "lend": (
                "/admin/officials/personrequest/answer/",
                {"request": str(self.request.pk), "answer": "accept"},
            ),
            "elector": ("/admin/rounds/elector/add/", {"user": account, "round": round_}),
            "elector_removed": (f"/admin/rounds/elector/{self.elector.pk}/delete/", {"post": "yes"}),
            "campaign": (
                f"/admin/rounds/campaign/{self.round.campaign_id}/change/",
                {**campaign, "starts_on": "01/01/2026", "ends_on": "31/12/2026"},
            ),
            "plan_approved": (f"/plans/{self.plan.pk}/approve", approval),
            "round_deleted": (f"/admin/rounds/round/{round_}/delete/", {"post": "yes"}),
            "round_cancelled": (f"/desk/{round_}/cancel", {"reason": "Hoãn", "title": self.round.title}),
        }

    def _account(self, **changed: str) -> Form:
        fields = {"full_name": self.account.full_name, "username": self.account.username, "is_active": "on"}
        fields |= {"email": self.account.email, "unit": str(self.unit.pk), **changed}
        sent = {name: value for name, value in fields.items() if name != "is_active" or value}
        return _row("user", self.account.pk, sent)

    def _role(self, role: str) -> Form:
        fields = {"user": self.account.username, "unit": str(self.unit.pk), "role": role}
        return "/admin/officials/unitrole/add/", fields


def _row(table: str, pk: int, fields: dict[str, str]) -> Form:
    return f"/admin/officials/{table}/{pk}/change/", fields


class Hall(TwoUnits):
    """Two units below different superiors; the first has the superior's secretary of the matrix."""

    def __init__(self) -> None:
        super().__init__()
        top, far = make_unit("Tổng cục"), make_unit("Tổng cục khác")
        for unit, parent in ((self.unit, top), (self.elsewhere, far)):
            Unit.objects.filter(pk=unit.pk).update(parent=parent)
            unit.refresh_from_db()
        self.people["superior"] = make_user("Thư ký cấp trên", unit=top)
        grant_role(user=self.people["superior"], unit=top, role=Role.SECRETARIAT)
        self.own, self.other = Side(self.unit, self.elsewhere), Side(self.elsewhere, self.unit)


def changed_by(client: Client, form: Form, before: dict[str, str]) -> set[str]:
    """Return the tables that the request changed; it is rolled back."""
    path, fields = form
    with transaction.atomic():
        client.post(path, fields)
        after = everything()
        transaction.set_rollback(True)
    return {table for table in after if after[table] != before[table]}


def allowed(change: ChangeRow, role: str, *, is_own: bool) -> bool:
    """Return what the matrix says; the second unit has its own secretary and no superior's."""
    if is_own:
        return role in change.who
    if role == "other_secretary":
        return "secretary" in change.who
    return role == "keeper"


@pytest.mark.slow
@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.key)
def test_every_role_changes_what_the_matrix_says(change: ChangeRow) -> None:
    hall, wrong = Hall(), []
    clients = {role: hall.client(role) for role in ROLES}
    before = everything()
    forms = {True: hall.own.forms()[change.key], False: hall.other.forms()[change.key]}
    for role, client in clients.items():
        for is_own, form in forms.items():
            changed = changed_by(client, form, before)
            is_allowed = allowed(change, role, is_own=is_own)
            if not (changed - LOGGED if is_allowed else not changed):
                wrong.append(f"{role} {'own' if is_own else 'other'}")
    assert wrong == []


@pytest.mark.slow
def test_every_row_has_a_form() -> None:
    assert set(Hall().own.forms()) == {change.key for change in CHANGES}


def test_document_holds_the_matrix() -> None:
    """On failure run `python -m tests.access.matrix_changes`."""
    assert DOCUMENT.read_text() == written()
