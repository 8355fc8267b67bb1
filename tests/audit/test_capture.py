"""Every change of a watched table is in the log, however it is made; one act is one entry and one link."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from audit import selectors
from audit.models import Detail, Entry
from audit.services import act, note
from officials.models import Official, Unit, User
from tests.audit.chain import linked
from tests.roles import make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    found = make_unit("Sở")
    linked()
    return found


def last() -> Entry:
    return Entry.objects.latest("pk")


def test_stated_act_has_actor_reason_and_values(unit: Unit) -> None:
    actor = make_user("Thư Ký")
    with act("unit.save", actor=actor, subject=unit, reason="Đổi tên"):
        Unit.objects.filter(pk=unit.pk).update(name="Sở Nội vụ")
    entry = last()
    assert (entry.act, entry.actor, entry.subject_id, entry.unit_id) == (
        "unit.save",
        actor,
        str(unit.pk),
        unit.pk,
    )
    noted, changed = entry.details.select_related("value")
    assert noted.value.after == {"reason": "Đổi tên"}
    assert (changed.value.before, changed.value.after) == ({"name": "Sở"}, {"name": "Sở Nội vụ"})


def create(unit: Unit) -> None:
    Unit.objects.bulk_create(Unit(name=f"Phòng {number}", parent=unit, place="Huế") for number in range(300))


def update(unit: Unit) -> None:
    User.objects.filter(pk__in=[make_user("A").pk, make_user("B").pk]).update(unit=unit)


def raw(unit: Unit) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO officials_unitrole (user_id, unit_id, role) VALUES (%s, %s, 'auditor')",
            [make_user("C").pk, unit.pk],
        )


def remove(unit: Unit) -> None:
    unit.delete()


@pytest.mark.parametrize("change", [create, update, raw, remove])
def test_unstated_changes_are_seen(unit: Unit, change: Callable[[Unit], None]) -> None:
    before = Detail.objects.count()
    change(unit)
    assert Detail.objects.count() > before
    assert (last().act, last().source, last().actor) == ("unstated", "tinnhiem", None)


def test_bulk_import_is_one_link(unit: Unit) -> None:
    before = len(linked())
    with act("unit.save", subject=unit):
        create(unit)
        create_officials()
    links = linked()
    assert len(links) == before + 1
    assert (links[-1].details, links[-1].entry.act) == (800, "unit.save")


def create_officials() -> None:
    Official.objects.bulk_create(Official(full_name=f"Nguyễn Văn {number}") for number in range(500))


def test_nested_acts_join(unit: Unit) -> None:
    count = Entry.objects.count()
    with act("unit.save", subject=unit):
        make_official_of(unit)
        unit.save_base()
        Unit.objects.filter(pk=unit.pk).update(place="Huế")
    assert [entry.act for entry in Entry.objects.order_by("pk")[count:]] == ["unit.save"]


def make_official_of(unit: Unit) -> None:
    with act("official.save"):
        create_officials()


def test_act_of_its_own_stands_beside_the_outer(unit: Unit) -> None:
    count = Entry.objects.count()
    with act("unit.save", subject=unit):
        Unit.objects.filter(pk=unit.pk).update(place="Huế")
        with act("official.save", is_own=True):
            create_officials()
        Unit.objects.filter(pk=unit.pk).update(place="Vinh")
    entries = Entry.objects.order_by("pk")[count:]
    assert [(entry.act, entry.details.count()) for entry in entries] == [
        ("unit.save", 2),
        ("official.save", 500),
    ]


def test_what_comes_after_an_act_is_not_its_own(unit: Unit) -> None:
    with act("unit.save", subject=unit):
        Unit.objects.filter(pk=unit.pk).update(place="Huế")
    Unit.objects.filter(pk=unit.pk).update(place="Vinh")
    assert last().act == "unstated"


def test_rollback_leaves_nothing(unit: Unit) -> None:
    create(unit)
    before = Entry.objects.count(), len(linked())
    with pytest.raises(IntegrityError), transaction.atomic(), act("unit.save", subject=unit):
        create(unit)
    assert (Entry.objects.count(), len(linked())) == before
    Unit.objects.filter(pk=unit.pk).update(place="Vinh")
    assert (last().act, len(linked())) == ("unstated", before[1] + 1)


def test_note_stands_alone(unit: Unit) -> None:
    actor = make_user("Thư Ký")
    with act("unit.save", subject=unit):
        pk = note("request.send", actor=actor, subject=unit, text="Một", data={"number": 2})
    entry = Entry.objects.get(pk=pk)
    assert entry.details.get().value.after == {"text": "Một", "number": 2}
    assert (entry.act, entry.actor, entry.unit_id) == ("request.send", actor, unit.pk)


def test_unknown_act_is_refused(unit: Unit) -> None:
    with pytest.raises(LookupError), act("unit.invented", subject=unit):
        pass
    with pytest.raises(LookupError):
        note("unit.invented")


def test_history_holds_the_changes_of_parts(unit: Unit) -> None:
    with act("official.save"):
        official = Official.objects.create(full_name="Nguyễn Văn A")
    with act("post.save"):
        official.posts.create(unit=unit, title="Giám đốc")
    post, made = selectors.history(official)
    assert [row.table_name for row in post.details.all()] == ["officials_post"]
    assert made.details.get().row_id == str(official.pk)


def test_login_leaves_nothing(client: Any) -> None:
    user = make_user("Cử Tri")
    count = Entry.objects.count()
    client.force_login(user, backend="officials.accounts.backends.OneCheckBackend")
    user.refresh_from_db()
    assert user.last_login is not None
    assert Entry.objects.count() == count
