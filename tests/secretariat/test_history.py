"""The history of each object in words, for those who may see the object; Django's own is not written."""

import datetime
import importlib
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.urls import reverse

from audit import selectors
from audit.models import Entry
from audit.services import act
from officials.models import Official, Unit, User
from rounds.models import Round
from tests.audit.chain import faults, linked
from tests.owner import become_owner

pytestmark = pytest.mark.django_db


def history(client: Client, user: User, subject: Any) -> str:
    client.force_login(user)
    name = f"admin:{subject._meta.app_label}_{subject._meta.model_name}_history"
    answer = client.get(reverse(name, args=[subject.pk]), headers={"accept-language": "en"})
    return " ".join(answer.content.decode().split())


def test_history_tells_who_changed_what(client: Client, secretary: User, unit: Unit) -> None:
    client.force_login(secretary)
    fields = {"name": unit.name, "place": "Đà Lạt", "superior_on_letterhead": "on"}
    client.post(reverse("admin:officials_unit_change", args=[unit.pk]), fields)
    page = history(client, secretary, unit)
    assert "Unit saved" in page
    assert '<ins><span lang="vi">Đà Lạt</span></ins>' in page
    assert "Print the superior unit as first line of documents: <del>no</del> <ins>yes</ins>" in page
    assert secretary.full_name in page


def test_history_names_rows_and_reason(client: Client, secretary: User, unit: Unit) -> None:
    with act("official.save", actor=secretary, reason="Theo quyết định 12"):
        official = Official.objects.create(full_name="Trần Thị B")
        official.posts.create(unit=unit, title="Giám đốc", appointed_on=datetime.date(2026, 3, 9))
    page = history(client, secretary, official)
    for words in ("Theo quyết định 12", "Post: added", "Giám đốc", unit.name, "09/03/2026"):
        assert words in page


def test_history_of_others_stays_closed(client: Client, other_secretary: User, draft_round: Round) -> None:
    client.force_login(other_secretary)
    answer = client.get(reverse("admin:rounds_round_history", args=[draft_round.pk]))
    assert answer.status_code in (302, 403)


def test_many_rows_are_counted_not_listed(client: Client, secretary: User, unit: Unit) -> None:
    with act("unit.save", actor=secretary, subject=unit):
        Unit.objects.bulk_create(
            Unit(name=f"Phòng {number}", place="Huế", parent=unit) for number in range(30)
        )
    linked()
    page = history(client, secretary, unit)
    assert "10 more rows" in page
    part = Unit.objects.get(name="Phòng 29")
    entry = selectors.history(part).get()
    assert [row.row_id for row in selectors.details_about(part, [entry], most=20)[entry.pk]] == [str(part.pk)]


def test_admin_writes_no_history_of_its_own(client: Client, secretary: User, unit: Unit) -> None:
    client.force_login(secretary)
    client.post(reverse("admin:officials_unit_change", args=[unit.pk]), {"name": "Cục", "place": "Huế"})
    names = {"full_name": "Trần Văn C", "posts-TOTAL_FORMS": 0, "posts-INITIAL_FORMS": 0}
    client.post(reverse("admin:officials_official_add"), names)
    official = Official.objects.get(full_name="Trần Văn C")
    client.post(reverse("admin:officials_official_delete", args=[official.pk]), {"post": "yes"})
    assert not Official.objects.filter(pk=official.pk).exists()
    assert not LogEntry.objects.exists()


def test_history_of_the_last_release_moves_in(secretary: User, draft_round: Round) -> None:
    move = importlib.import_module("operations.migrations.0002_admin_history").move_history
    become_owner()
    kind = ContentType.objects.get_for_model(Round)
    row = LogEntry.objects.create(
        user=secretary,
        content_type=kind,
        object_id=str(draft_round.pk),
        object_repr="Hội nghị",
        action_flag=CHANGE,
        change_message='[{"changed": {"fields": ["title"]}}]',
    )
    move(apps, connection.schema_editor())
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.at, entry.actor) == ("former.change", row.action_time, secretary)
    assert entry.round_id == draft_round.pk
    assert "Hội nghị: " in str(entry.details.get().value.after)
    assert not LogEntry.objects.exists()
    linked()
    assert not [fault for fault in faults() if str(entry.pk) in fault]  # remembered rows have no links
