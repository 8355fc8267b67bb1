"""Requests that a second person confirms. Triggers refuse what the constraints cannot (migration 0002)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals import acts
from common.refusals import Text
from officials.models import Unit


class ApprovalRequest(models.Model):
    """An act that one person asks for and a second one confirms, or that was done alone.

    `values` is what the service of the act is given, `shown` what the second person reads of each object,
    and `fingerprint` stands for the objects before and after; see `approvals/changes.py`.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for a second person")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")
        EXPIRED = "expired", _("ended without an answer")
        ALONE = "alone", _("done alone")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    act = models.CharField(_("act"), max_length=40)
    reason = models.TextField(_("reason"), blank=True)
    values = models.JSONField(default=dict)
    shown = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    ends_at = models.DateTimeField(_("ends at"), null=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    answer = models.TextField(_("why it is refused"), blank=True)

    class Meta:
        verbose_name = _("request for a second person")
        verbose_name_plural = _("requests for a second person")
        ordering = ["-asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "refused"])
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("asked_by"))),
                name="approval_second_is_another",
                violation_error_message=_("Another person than the one who asked must decide."),
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | (Q(decided_by__isnull=False) & Q(decided_by=F("asked_by"))),
                name="approval_withdrawn_by_its_author",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["waiting", "expired", "alone"]) | Q(decided_by__isnull=True),
                name="approval_undecided_has_no_author",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True)
                | (~Q(state="waiting") & Q(decided_at__isnull=False)),
                name="approval_decided_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state="alone", ends_at__isnull=True) | Q(ends_at__gt=F("asked_at")),
                name="approval_ends_after_asking",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer=""),
                name="approval_refused_with_reason",
                violation_error_message=_("Say why this is refused."),
            ),
        ]

    def __str__(self) -> str:
        return str(acts.words_of(self.act))

    @property
    def words(self) -> Text:
        return acts.words_of(self.act)

    @property
    def is_waiting(self) -> bool:
        """Whether it may still be decided; the state follows within an hour of the end."""
        return self.state == self.State.WAITING and self.ends_at is not None and timezone.now() < self.ends_at


class ApprovalObject(models.Model):
    """An object of a request, by table and row; a trigger on that table refuses to delete the row.

    `is_acted_on` is false for an object that the act only concerns, such as the frozen round of a person whose
    address changes. `is_open` while the request waits: the same act is asked for once.
    """

    request = models.ForeignKey(ApprovalRequest, models.PROTECT, related_name="objects_named")
    act = models.CharField(max_length=40)
    table = models.CharField(max_length=63)
    row = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    is_acted_on = models.BooleanField(default=True)
    is_open = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("object of a request")
        verbose_name_plural = _("objects of requests")
        ordering = ["pk"]
        indexes = [models.Index(fields=["table", "row"], name="approval_object_of_row")]
        constraints = [
            models.UniqueConstraint(
                fields=["act", "table", "row"],
                condition=Q(is_open=True, is_acted_on=True),
                name="approval_asked_once",
                violation_error_message=_("This is waiting for a second person already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.request)
