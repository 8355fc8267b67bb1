"""A complete vote, from freezing the round to its documents."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.test import override_settings
from django.urls import reverse
from django.utils.translation import gettext as _

from results.models import Document
from rounds import steps
from rounds.models import Round
from simulation.rehearsal import workers
from simulation.rehearsal.client import SiteClient
from simulation.rehearsal.stage import Numbers, Stage
from simulation.rehearsal.team import MemberDevice, lock_the_box
from simulation.rehearsal.voters import marks_for, take_only, vote

Report = Callable[[str], None]
WAIT_SECONDS = 900
EVERY = 25  # ballots between two progress messages
# Stands in the log of the round; data are Vietnamese.
UNANNOUNCED = "Hội nghị thử, bắt đầu ngay khi được tạo."


class WorkerTimeout(RuntimeError):
    """A step of the workers did not end in time; the round's desk shows more."""


@dataclass
class RehearsedRound:
    """The players of one round, each with a session of their own."""

    stage: Stage
    numbers: Numbers
    report: Report

    def __post_init__(self) -> None:
        self.round = self.stage.round
        self.desk = SiteClient(self.stage.secretary)
        self.devices = [MemberDevice(user, self.round.pk) for user in self.stage.team]

    def move(self, action: str, **fields: str) -> None:
        """Take a step on the desk of the secretary."""
        self.desk.post_form(
            reverse("secretariat:desk_move", args=[self.round.pk]), {"action": action, **fields}
        )

    def prepare(self) -> None:
        """Freeze the round, lock the box with the whole team, record who is present, open the vote."""
        self.report(_("Freezing the round and locking the box."))
        # The meeting begins now, so it cannot be announced any more.
        self.move("freeze", reason=UNANNOUNCED)
        lock_the_box(self.devices)
        attendance = reverse("secretariat:desk_attendance", args=[self.round.pk])
        self.desk.post_form(attendance, {"present": str(self.numbers.present)})
        self.move("open")

    def vote(self, lines: Sequence[tuple[int, int, int]]) -> None:
        """Have ballots issued and cast whose marks add up to (high, confidence, low) per line."""
        numbers, voters = self.numbers, self.stage.voters
        ballots = marks_for(lines, numbers.returned)
        vote(self.round.pk, voters[: numbers.returned], ballots, self._count)
        take_only(self.round.pk, voters[numbers.returned : numbers.issued])

    def _count(self, cast: int) -> None:
        if cast % EVERY == 0 or cast == self.numbers.returned:
            numbers = {"cast": cast, "all": self.numbers.returned}
            self.report(_("%(cast)d of %(all)d ballots are in the box.") % numbers)

    def count(self) -> None:
        """Close the vote, wait for the workers, open the box with as many members as needed, sign with all."""
        self.report(_("Closing the box; the workers verify and add."))
        self.move("end_issuing")
        self.devices[0].agree()
        self.move("close")
        self.wait(lambda: self.status()["counted"])
        self.report(_("Opening the box."))
        for device in self.devices[: self._needed()]:
            device.open()
        self.wait(lambda: self.status()["state"] == steps.BY_NAME["open_box"].to)
        self.report(_("Confirming the figures; the documents are made."))
        for device in self.devices:
            device.sign_minutes()
        self.wait(lambda: len(self.status()["documents"]) >= len(Document.Kind.values))

    def _needed(self) -> int:
        return len(self.devices) // 2 + 1

    def status(self) -> dict[str, Any]:
        """Return the numbers of the desk."""
        told: dict[str, Any] = self.desk.get_json(reverse("secretariat:desk_status", args=[self.round.pk]))
        return told

    def wait(self, question: Callable[[], object]) -> None:
        """Wait for the workers. Raises `WorkerTimeout` after a quarter of an hour."""
        until = time.monotonic() + WAIT_SECONDS
        while not question():
            if time.monotonic() > until:
                raise WorkerTimeout(_("The workers did not finish in time; the queue may be busy."))
            time.sleep(0.1)


def play(stage: Stage, numbers: Numbers, lines: Sequence[tuple[int, int, int]], report: Report) -> Round:
    """Play the draft round to its documents; return it certified."""
    # The players have no second factor; simulated users cannot log in.
    with override_settings(REQUIRE_STAFF_MFA=False), workers.at_least_one(report):
        players = RehearsedRound(stage, numbers, report)
        players.prepare()
        players.vote(lines)
        players.count()
    stage.round.refresh_from_db()
    return stage.round
