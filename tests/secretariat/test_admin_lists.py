"""Lists of the secretariat: as quick with a hundred rows as with one, one card for each row on a phone."""

import datetime
from uuid import UUID

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from officials.models import Dossier, Official, Post, Unit, UnitRole, User
from officials.names import name_sort_key
from rounds.models import Campaign, Elector, Line, Round, RuleSet

pytestmark = pytest.mark.django_db
TABLES = [
    *("officials_unit", "officials_official", "officials_dossier", "officials_unitrole", "officials_user"),
    *("rounds_campaign", "rounds_round", "rounds_ruleset", "rounds_elector"),
]
MANY = range(100)


def fill(round_: Round) -> None:
    """Put a hundred rows into every table."""
    unit, campaign, rules, password = round_.unit, round_.campaign, round_.rule_set, make_password(None)
    names = [f"Hoàng Văn {number}" for number in MANY]
    keyed = [(name, name_sort_key(name)) for name in names]
    users = User.objects.bulk_create(
        User(username=f"a{i}", full_name=name, sort_key=key, email=f"a{i}@example.test", password=password)
        for i, (name, key) in enumerate(keyed)
    )
    Elector.objects.bulk_create(Elector(round=round_, user=user) for user in users)
    last = datetime.date(2199, 1, 1)
    UnitRole.objects.bulk_create(
        UnitRole(user=user, unit=unit, role="auditor", ends_on=last, deputy_for=other)
        for user, other in zip(users, reversed(users), strict=True)
    )
    officials = Official.objects.bulk_create(Official(full_name=name, sort_key=key) for name, key in keyed)
    Post.objects.bulk_create(Post(official=one, unit=unit, title="Trưởng phòng") for one in officials)
    Dossier.objects.bulk_create(Dossier(official=one, title="Hồ sơ") for one in officials)
    Unit.objects.bulk_create(
        Unit(name=name, place="Hà Nội", parent=unit, authority=unit.authority) for name in names
    )
    days = {"starts_on": datetime.date(2027, 1, 1), "ends_on": datetime.date(2027, 2, 1)}
    Campaign.objects.bulk_create(Campaign(name=name, unit=unit, **days) for name in names)
    Round.objects.bulk_create(
        Round(title=name, unit=unit, campaign=campaign, rule_set=rules) for name in names
    )
    values = {field.name: getattr(rules, field.name) for field in RuleSet._meta.fields if field.name != "id"}
    RuleSet.objects.bulk_create(RuleSet(**{**values, "code": f"r{i}", "name": str(i)}) for i in MANY)


def queries(desk: Client, round_: Round) -> dict[str, int]:
    numbers = {}
    for table in TABLES:
        of_round = {"round__id__exact": str(round_.pk)} if table == "rounds_elector" else {}
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(reverse(f"admin:{table}_changelist"), of_round).status_code == 200
        numbers[table] = len(asked)
    return numbers


@pytest.mark.slow
def test_queries_do_not_grow_with_imported_rows(desk: Client, draft_round: Round) -> None:
    Dossier.objects.create(official=Official.objects.all()[0], title="Hồ sơ")
    queries(desk, draft_round)  # fills Django's caches
    few = queries(desk, draft_round)
    fill(draft_round)
    assert queries(desk, draft_round) == few
    assert max(few.values()) <= 12


@pytest.mark.slow
def test_queries_do_not_grow_with_the_lines_of_a_draft(desk: Client, draft_round: Round) -> None:
    fill(draft_round)
    first, *others = Official.objects.filter(full_name__startswith="Hoàng")
    draft_round.lines.create(
        official=first, position=10
    )  # the authority of the unit is asked for somebody without a post
    page = reverse("admin:rounds_round_change", args=[draft_round.pk])
    desk.get(page)
    with CaptureQueriesContext(connection) as few:
        desk.get(page)
    lines = [Line(round=draft_round, official=one, position=11 + place) for place, one in enumerate(others)]
    Line.objects.bulk_create(lines)
    with CaptureQueriesContext(connection) as many:
        desk.get(page)
    assert len(many) <= len(few) <= 40


def test_each_value_names_its_column(desk: Client, draft_round: Round) -> None:
    page = desk.get(reverse("admin:rounds_round_changelist"), headers={"accept-language": "en"})
    assert '<td lang="vi" data-label="Unit" class="field-unit nowrap">' in page.text
    assert "In all: 1" in page.text


def test_a_name_cannot_leave_its_cell(desk: Client, draft_round: Round) -> None:
    Unit.objects.filter(pk=draft_round.unit_id).update(name='<td class="x"><script>')
    page = desk.get(reverse("admin:rounds_round_changelist"))
    assert "<script>" not in page.text.partition('id="result_list"')[2]


def test_a_roll_belongs_to_one_round(desk: Client, frozen_round: Round) -> None:
    rolls = reverse("admin:rounds_elector_changelist")
    for other in ({}, {"round__id__exact": "x"}, {"round__id__exact": str(UUID(int=0))}):
        assert desk.get(rolls, other).headers["location"] == reverse("admin:rounds_round_changelist")
    page = desk.get(rolls, {"round__id__exact": str(frozen_round.pk)})
    assert frozen_round.title in page.text
    assert "/elector/add/" not in page.text


def test_tables_of_libraries_are_not_offered(client: Client) -> None:
    """Second steps and mail addresses of others are never read or changed in a table."""
    client.force_login(User.objects.create_superuser("chu", "chu@example.test", "x", full_name="Chủ"))
    for path in ("mfa/authenticator/", "account/emailaddress/", "auth/group/"):
        assert client.get(f"/admin/{path}").status_code == 404
    assert client.get("/admin/rounds/").headers["location"] == reverse("admin:index")


def test_roll_of_a_draft_shows_the_names_of_the_accounts(desk: Client, draft_round: Round) -> None:
    page = desk.get(f"{reverse('admin:rounds_elector_changelist')}?round__id__exact={draft_round.pk}").text
    names = [str(elector.user) for elector in draft_round.electors.select_related("user")]
    assert names
    assert [name for name in names if name not in page] == []


def test_role_that_has_ended_shows_its_days_and_for_whom_it_was(
    desk: Client, secretary: User, unit: Unit
) -> None:
    deputy = User.objects.create(username="thay", full_name="Lê Làm Thay")
    days = {"starts_on": datetime.date(2026, 3, 1), "ends_on": datetime.date(2026, 3, 15)}
    UnitRole.objects.create(user=deputy, unit=unit, role="secretariat", deputy_for=secretary, **days)
    page = desk.get(reverse("admin:officials_unitrole_changelist")).text
    [row] = [row for row in page.split("<tr") if "Lê Làm Thay" in row]
    shown = ("01/03/2026", "15/03/2026", secretary.full_name)
    assert [text in row for text in shown] == [True] * 3
