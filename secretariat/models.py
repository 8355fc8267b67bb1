"""What the secretariat's lists remember: saved filters, the rows chosen for one act, and acts that a worker carries out."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5, Cast
from django.utils.translation import gettext_lazy as _

from common.long_work import LongWork
from officials.names import plain_text

LONGEST_QUERY = 2000


class SavedFilter(models.Model):
    """A search with its filters and order, which a person named to open it again."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    place = models.CharField(max_length=60)  # the list: `officials.official`
    name = models.CharField(_("name"), max_length=60, validators=[plain_text])
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)  # as in an address, without the page

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "place", "name"],
                name="saved_filter_name_once",
                violation_error_message=_("You have already saved a filter of that name."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="saved_filter_named"),
        ]

    def __str__(self) -> str:
        return self.name


class Selection(models.Model):
    """The rows of a list that one act concerns, fixed when they were counted.

    `keys` holds primary keys as text, in the order of the list, `back` the address of the list with its filters.
    `outcome` is None until the act was carried out (`secretariat.listing.outcomes`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    place = models.CharField(max_length=60)
    keys = models.JSONField()
    back = models.CharField(max_length=LONGEST_QUERY + 200)
    outcome = models.JSONField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("selection of a list")
        verbose_name_plural = _("selections of lists")
        indexes = [models.Index(fields=["created_at"], name="selection_by_age")]

    def __str__(self) -> str:
        return f"{self.place} ({len(self.keys)})"


class Work(LongWork, models.Model):
    """An act on many rows that a worker carries out, in one transaction: whole, or not at all.

    `values` is what the act is given, `outcome` what came of it (`secretariat/work/acts.py`), `trouble` the sentence
    that says why it failed.
    """

    class Kind(models.TextChoices):
        TAKE = "take", _("act on several rounds")
        CONFIRM = "confirm", _("confirmation of a request")
        PREVIEW = "preview", _("preview of a change of many rows")
        EDIT = "edit", _("change of many rows")

    class State(models.TextChoices):
        RUNNING = "running", _("under way")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")
        FAILED = "failed", _("failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="works")
    asked_at = models.DateTimeField(auto_now_add=True)
    language = models.CharField(max_length=10)
    values = models.JSONField()
    selection = models.ForeignKey(Selection, models.CASCADE, null=True, related_name="works")
    total = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    is_stopping = models.BooleanField(default=False)  # the worker reads it while it is at work
    outcome = models.JSONField(null=True)
    trouble = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("work on many rows")
        verbose_name_plural = _("works on many rows")
        ordering = ["-asked_at", "pk"]
        indexes = [models.Index(fields=["asked_by", "-asked_at"], name="work_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["take", "confirm", "preview", "edit"]), name="work_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state="running", ended_at__isnull=True)
                | Q(state__in=["done", "stopped", "failed"], ended_at__isnull=False),
                name="work_ended_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(trouble=""), name="work_failed_with_sentence"
            ),
            models.UniqueConstraint(
                fields=["selection"], condition=Q(state="running"), name="work_runs_once_per_selection"
            ),
            models.UniqueConstraint(  # jsonb writes equal values alike
                F("asked_by"),
                F("kind"),
                MD5(Cast("values", models.TextField())),
                condition=Q(state="running", selection=None),
                name="work_runs_once_per_act",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.total})"

    @property
    def may_be_asked_again(self) -> bool:
        """Whether its page asks for the same once more; a change of a list is asked for on its own page."""
        has_rows = self.outcome is None or bool(self.outcome.get("ready"))
        return self.selection_id is None and (self.is_stopped or (self.is_failed and has_rows))
