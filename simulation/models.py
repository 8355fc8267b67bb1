"""Rehearsals that a secretary starts: a copy of a round whose people a program plays."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.long_work import LongWork
from rounds.models import Round

FEWEST_VOTERS = 2
MOST_VOTERS = 1000  # more take a worker's time for longer than a rehearsal tells anything


class Rehearsal(LongWork, models.Model):
    """A rehearsal of a round; its own round is the copy, and it is deleted with it."""

    class State(models.TextChoices):
        RUNNING = "running", _("under way")
        STOPPED = "stopped", _("stopped")
        FAILED = "failed", _("ended with an error")
        DONE = "done", _("done")

    round = models.OneToOneField(
        Round, models.PROTECT, primary_key=True, related_name="rehearsal", verbose_name=_("round")
    )
    # Without one the draft that was copied has been deleted.
    source = models.ForeignKey(
        Round, models.SET_NULL, null=True, related_name="rehearsals", verbose_name=_("copied from")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    voters = models.PositiveIntegerField(
        _("simulated voters"),
        validators=[MinValueValidator(FEWEST_VOTERS), MaxValueValidator(MOST_VOTERS)],
    )
    has_real_team = models.BooleanField(_("the real counting team takes part"), default=False)
    is_conducted = models.BooleanField(_("I take the secretary’s steps myself"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RUNNING)
    cast = models.PositiveIntegerField(_("ballots cast by the program"), default=0)
    trouble = models.CharField(max_length=500, blank=True)
    # The keys of the simulated members are derived from it; whoever knows it learns nothing about a person.
    seed = models.BinaryField(max_length=32)
    # Each delivery of the task has a turn of its own, so that of two one does the work; until `held_until` a worker is at it.
    turn = models.PositiveIntegerField(default=0)
    held_until = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("rehearsal")
        verbose_name_plural = _("rehearsals")
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["running", "stopped", "failed", "done"]), name="rehearsal_state_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.round)


class Leaving(models.Model):
    """The rehearsal that `simulation_remove` deletes at this moment; only that function writes, and removes its row."""

    round_id = models.UUIDField(primary_key=True)

    class Meta:
        db_table = "simulation_leaving"

    def __str__(self) -> str:
        return str(self.round_id)
