"""Draft rounds that a worker makes from the plan in one act, and what was proposed for each meeting."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.long_work import LongWork
from officials.models import Unit
from officials.names import plain_text
from rounds.models.campaigns import Campaign
from rounds.models.rounds import Round
from rounds.models.rulesets import RuleSet

MEETING_NAME = 250


class Proposal(models.Model):
    """What was proposed for one meeting of a unit so far; nothing of it is proposed again.

    Without a round a clerk deleted the draft that was made.
    """

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="proposals", verbose_name=_("campaign")
    )
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="proposals", verbose_name=_("unit"))
    meeting = models.CharField(_("meeting of the plan"), max_length=MEETING_NAME)
    round = models.OneToOneField(
        Round, models.SET_NULL, null=True, related_name="proposal", verbose_name=_("round")
    )
    # Kinds of the groups that the plan votes on in this meeting; all officials of the unit where it is empty.
    voted_on = ArrayField(models.CharField(max_length=30), default=list)
    # Ids, also of rows that are gone: a person whom a clerk took out is not put in again.
    officials = ArrayField(models.BigIntegerField(), default=list)
    voters = ArrayField(models.BigIntegerField(), default=list)
    members = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit", "meeting"], name="proposal_once_per_meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.meeting}"


class Batch(LongWork, models.Model):
    """An act that makes draft rounds for many units: prepared, corrected, then carried out by a worker."""

    class State(models.TextChoices):
        PREPARED = "prepared", _("not started")
        RUNNING = "running", _("under way")
        STOPPED = "stopped", _("stopped")
        DONE = "done", _("done")
        FAILED = "failed", _("ended by an error")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="batches", verbose_name=_("campaign"))
    rule_set = models.ForeignKey(RuleSet, models.CASCADE, related_name="batches", verbose_name=_("rule set"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PREPARED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="batches", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    started_at = models.DateTimeField(_("started at"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    # The worker reads it before each round.
    is_stopping = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("creation of rounds")
        verbose_name_plural = _("creations of rounds")
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "running", "stopped", "done", "failed"]),
                name="batch_state_known",
            ),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=Q(state="running"),
                name="batch_runs_once_per_campaign",
                violation_error_message=_("Rounds of this campaign are being created already."),
            ),
            models.UniqueConstraint(
                fields=["campaign", "asked_by"],
                condition=Q(state="prepared"),
                name="batch_prepared_once_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign}, {self.asked_at:%d/%m/%Y %H:%M}"

    @property
    def is_prepared(self) -> bool:
        return self.state == self.State.PREPARED

    @property
    def may_start(self) -> bool:
        """Whether its rounds, or the rest of them, can be created now."""
        return self.is_prepared or self.is_stopped or self.is_failed


class BatchItem(models.Model):
    """One meeting of one unit in a batch: the round that is made, or to which new people are added."""

    class State(models.TextChoices):
        WAITING = "waiting", _("not yet created")
        MADE = "made", _("created")
        ADDED = "added", _("completed with what is new")
        SAME = "same", _("nothing new")
        REFUSED = "refused", _("not created")

    batch = models.ForeignKey(
        Batch, models.CASCADE, related_name="items", verbose_name=_("creation of rounds")
    )
    position = models.PositiveIntegerField()
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="batch_items", verbose_name=_("unit"))
    meeting = models.CharField(_("meeting of the plan"), max_length=MEETING_NAME)
    is_wanted = models.BooleanField(_("create"), default=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    round = models.ForeignKey(
        Round, models.SET_NULL, null=True, related_name="batch_items", verbose_name=_("round")
    )
    title = models.CharField(_("title"), max_length=250, validators=[plain_text])
    place = models.CharField(_("place of the meeting"), max_length=200, blank=True, validators=[plain_text])
    meets_at = models.DateTimeField(_("meeting begins at"), null=True, blank=True)
    opens_at = models.DateTimeField(_("opens at"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    # Ids of the people whom the clerk left out before the round was made.
    without_officials = ArrayField(models.BigIntegerField(), default=list)
    without_voters = ArrayField(models.BigIntegerField(), default=list)
    without_members = ArrayField(models.BigIntegerField(), default=list)
    # What was written, in numbers; `reason` is the sentence of a refusal or a remark.
    numbers = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("meeting of a unit")
        verbose_name_plural = _("meetings of units")
        ordering = ["batch", "position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "unit", "meeting"], name="batch_item_once_per_meeting"),
            models.UniqueConstraint(fields=["batch", "position"], name="batch_item_position_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "made", "added", "same", "refused"]),
                name="batch_item_state_known",
            ),
            models.CheckConstraint(
                condition=Q(meets_at__isnull=True)
                | Q(opens_at__isnull=True)
                | Q(meets_at__lte=F("opens_at")),
                name="batch_item_meets_before_opening",
                violation_error_message=_("A meeting cannot begin after the vote opens."),
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                name="batch_item_closes_after_opening",
                violation_error_message=_("A round must close after it opens."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.title}"
