"""A second delivery of any task changes nothing."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest
from django.core.mail import EmailMessage

from ballots.events import SWEPT
from ballots.services import closing
from lists.models import ListImport
from lists.services import uploading
from notices.models import Notice
from notices.services import telling
from officials import mail
from officials.models import User, WaitingMail
from rounds.entries import is_noted
from rounds.models import Batch, PlanDocument, Round
from rounds.services import plan_making, preparing
from secretariat.models import Work
from secretariat.work import services
from simulation.models import Rehearsal
from tests.access.house import everything
from tests.ballots import hall
from tests.batches import prepared, small_ministry
from tests.results import count
from tests.roles import approved_plan, make_draft_round, make_secretary, make_unit, make_user
from tests.simulation.rehearsals import begun
from tinnhiem.celery import app

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]
Wait = Callable[..., object]


def nothing(_round: Round) -> None:
    """The tasks before have brought the round so far."""


def long_ballots(round_: Round) -> None:
    """Let everybody cast a ballot that is left to workers."""
    with hall.proofs_left_to_workers():
        hall.vote(round_)


def remind_the_team(round_: Round) -> None:
    """The request to lock the box was withdrawn when it was locked; this notice waits."""
    people = [member.user for member in round_.committee.select_related("user")]
    link = {"link": "https://example.test/"}
    telling.tell(telling.Message(kind="lock_box_reminder", round_=round_, facts=link, sequence=9), people)


# Preparation before each task, in the order of a round's life.
BEFORE: dict[str, Callable[[Round], object]] = {
    "operations.report_alive": nothing,
    "operations.report_queue": nothing,
    "operations.compare_clock": nothing,
    "operations.remove_old_mail": nothing,
    "operations.note_log_head": nothing,
    "operations.remove_expired_logins": nothing,
    "officials.send_mail": nothing,
    "officials.tell_waiting": lambda _round: a_waiting_mail(),
    "simulation.play": lambda _round: a_rehearsal(),
    "simulation.every_minute": nothing,
    "simulation.clear": nothing,
    "approvals.expire": nothing,
    "officials.roles_of_the_day": nothing,
    "notices.every_minute": nothing,
    "notices.send": remind_the_team,
    "notices.try_server": nothing,
    "notices.read_mailbox": nothing,
    "lists.work": lambda _round: a_waiting_list(),
    "lists.every_minute": nothing,
    "lists.clear": nothing,
    "rounds.create_from_plan": lambda _round: a_started_batch(),
    "rounds.render_plan": lambda _round: a_document_asked_for(),
    "rounds.every_minute": nothing,
    "secretariat.carry_out": lambda _round: an_act_on_many(),
    "secretariat.every_minute": nothing,
    "ballots.verify": long_ballots,
    "ballots.every_minute": lambda round_: closing.end_issuing(round_id=round_.pk, actor=None),
    "ballots.tidy": nothing,
    "ballots.check_issued": nothing,
    "ballots.count": nothing,
    "results.open_box": lambda round_: count.give_shares(round_, [1]),
    "results.every_minute": lambda round_: count.signed_by(round_, 1),
    "results.render_documents": nothing,
}
WRITE_NO_ROW = {
    "approvals.expire",
    "officials.roles_of_the_day",
    "operations.report_alive",
    "operations.report_queue",
    "operations.compare_clock",
    "operations.remove_old_mail",
    "operations.remove_expired_logins",
    "officials.send_mail",
    "notices.read_mailbox",
    "results.every_minute",
    "lists.every_minute",
    "lists.clear",
    "rounds.every_minute",
    "simulation.every_minute",
    "simulation.clear",
    "secretariat.every_minute",
}


def deliver(name: str, round_: Round) -> Any:
    task = app.tasks[name]
    arguments: dict[str, Callable[[], Any]] = {
        mail.TASK: a_mail,
        "notices.send": a_notice,
        "notices.try_server": a_person,
        "lists.work": lambda: str(ListImport.objects.get().pk),
        "rounds.create_from_plan": lambda: str(Batch.objects.get().pk),
        "simulation.play": lambda: (str(Rehearsal.objects.get().pk), 0),
        "secretariat.carry_out": lambda: str(Work.objects.get().pk),
        "rounds.render_plan": lambda: PlanDocument.objects.get().pk,
    }
    argument = arguments.get(name, lambda: str(round_.pk))()
    given = argument if isinstance(argument, tuple) else (argument,)
    return task.apply(given if inspect.signature(task.run).parameters else ()).get()


def a_mail() -> str:
    return mail.seal(EmailMessage("Thư", "Nội dung", to=["a@example.test"]), is_wanted=True)


def a_notice() -> str:
    """The last mail to the counting team, which waits."""
    return str(Notice.objects.order_by("-pk").values_list("mail", flat=True)[0])


def a_person() -> int:
    return User.objects.order_by("pk").values_list("pk", flat=True)[0]


def a_waiting_mail() -> None:
    """A mail to a person who stands on the roll of no open round any more."""
    WaitingMail.objects.create(user=make_user(), kind="new_device", day="2026-11-02")


def a_waiting_list() -> None:
    """A list that a worker has to read."""
    actor = make_user("Lê Thị Danh Sách", "danhsach", is_superuser=True)
    content = "Tên đơn vị;Đơn vị cấp trên\nPhòng Mới;".encode()
    uploading.upload(kind="units", target="", name="a.csv", content=content, actor=actor)


def a_rehearsal() -> None:
    """A rehearsal that waits for its counting team."""
    begun(has_real_team=True)


def a_started_batch() -> None:
    """Two rounds that a worker has to create from the plan."""
    made = small_ministry(parts=2)
    preparing.start(batch_id=prepared(made).pk, actor=made.secretary)


def a_document_asked_for() -> None:
    """A plan of which a worker has to make the DOCX."""
    plan_making.ask(plan=approved_plan(make_unit()), ending="docx")


def an_act_on_many() -> None:
    """A draft that a worker has to announce."""
    unit = make_unit()
    values = {"step": "announce", "rounds": [str(make_draft_round(unit).pk)], "values": {}}
    services.ask(kind=Work.Kind.TAKE, user=make_secretary(unit), values=values, total=1)


def is_swept(round_: Round) -> bool:
    return is_noted(round_, SWEPT)


@pytest.mark.slow
def test_a_second_delivery_of_any_task_changes_nothing(wait_until: Wait) -> None:
    app.loader.import_default_modules()
    assert {name for name in app.tasks if not name.startswith("celery.")} == BEFORE.keys()
    round_ = hall.open_round(voters=5, lines=1)
    for name, happens in BEFORE.items():
        happens(Round.objects.get(pk=round_.pk))
        before = everything()
        deliver(name, round_)
        if name == "ballots.tidy":  # it vacuums once no older snapshot is in use
            wait_until(lambda: deliver("ballots.tidy", round_) or is_swept(round_))
        once = everything()
        assert (once == before) is (name in WRITE_NO_ROW), name
        deliver(name, round_)
        assert everything() == once, name
