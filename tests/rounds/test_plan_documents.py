"""The document of a plan is made by a worker, once for what it says, and made again when it would say something else."""

import hashlib
from typing import Any

import pytest
from celery import current_app
from django.db import OperationalError

from documents.fonts import DocumentFontError
from officials.models import StoredFile, Unit
from rounds import tasks
from rounds.models import Plan, PlanDocument
from rounds.plan_document_selectors import says_what_holds
from rounds.services import plan_making, planning
from tests.roles import approved_plan, make_official, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(unit: Unit) -> Plan:
    return approved_plan(unit)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the words of the document instead of drawing pages, which takes a second."""
    monkeypatch.setattr(plan_making, "_renderer", lambda _ending: written)


def written(paper: Any, _dated: object) -> bytes:
    return repr(paper).encode()


def made(plan: Plan) -> PlanDocument:
    row = plan_making.ask(plan=plan, ending="pdf")
    plan_making.make(document_id=row.pk)
    row.refresh_from_db()
    return row


def test_it_is_stored_with_its_hash(plan: Plan) -> None:
    row = made(plan)
    content = row.file.open().read()
    assert plan.issuer in content.decode()
    assert row.sha256 == hashlib.sha256(content).hexdigest()
    assert not row.is_waiting
    assert says_what_holds(row)


def test_what_says_the_same_is_not_made_again(plan: Plan) -> None:
    first = made(plan)
    again = plan_making.ask(plan=plan, ending="pdf")
    assert not again.is_waiting
    assert again.file == first.file


def test_it_is_made_again_when_the_annex_changed(plan: Plan, unit: Unit) -> None:
    first = made(plan)
    make_official(unit, "Trần Thị An")
    assert not says_what_holds(first)
    second = made(plan)
    assert "Trần Thị An" in second.file.open().read().decode()
    assert list(StoredFile.objects.values_list("name", flat=True)) == [second.file.name]


def test_a_lost_file_is_made_again(plan: Plan) -> None:
    row = made(plan)
    PlanDocument.objects.filter(pk=row.pk).update(file="", sha256="", says="", made_at=None)
    assert plan_making.ask(plan=plan, ending="pdf").is_waiting


def test_a_second_delivery_changes_nothing(plan: Plan) -> None:
    first = made(plan)
    tasks.render_plan(first.pk)
    first_again = PlanDocument.objects.get()
    assert (first_again.file, first_again.made_at) == (first.file, first.made_at)


def test_what_was_asked_meanwhile_is_made_by_its_own_delivery(
    plan: Plan, unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = plan_making.ask(plan=plan, ending="pdf")

    def asked_meanwhile(paper: Any, dated: object) -> bytes:
        make_official(unit, "Trần Thị An")
        plan_making.ask(plan=plan, ending="pdf")
        return written(paper, dated)

    monkeypatch.setattr(plan_making, "_renderer", lambda _ending: asked_meanwhile)
    plan_making.make(document_id=row.pk)
    row.refresh_from_db()
    assert (row.is_waiting, row.file.name) == (True, "")


@pytest.mark.parametrize(
    ("problem", "trouble"),
    [(DocumentFontError("x"), "fonts"), (OSError(28, "x"), "disk"), (ValueError("x"), "unknown")],
)
def test_what_cannot_be_made_says_why(
    plan: Plan, monkeypatch: pytest.MonkeyPatch, problem: Exception, trouble: str
) -> None:
    row = plan_making.ask(plan=plan, ending="pdf")
    fails_with(monkeypatch, problem)
    try:
        plan_making.make(document_id=row.pk)
    except ValueError:
        assert trouble == "unknown"  # the worker reports it too
    row.refresh_from_db()
    assert (row.is_waiting, row.trouble) == (False, trouble)
    assert plan_making.ask(plan=plan, ending="pdf").trouble == ""


def test_an_outage_of_the_database_is_tried_again(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    row = plan_making.ask(plan=plan, ending="pdf")
    fails_with(monkeypatch, OperationalError("x"))
    with pytest.raises(OperationalError):
        plan_making.make(document_id=row.pk)
    sent: list[tuple[str, list[int]]] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args, **_options: sent.append((name, args)))
    tasks.every_minute()
    assert sent == [(plan_making.RENDER, [row.pk])]


def fails_with(monkeypatch: pytest.MonkeyPatch, problem: Exception) -> None:
    def fail(_paper: object, _dated: object) -> bytes:
        raise problem

    monkeypatch.setattr(plan_making, "_renderer", lambda _ending: fail)


def test_it_goes_with_a_plan_that_is_deleted(unit: Unit) -> None:
    plan = make_plan(unit)
    made(plan)
    planning.remove_plan(plan=plan)
    assert not StoredFile.objects.exists()
