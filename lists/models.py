"""Imports of lists: the file while it waits, its rows as planned, and what was written, so that it can be undone."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lists.planned import RowState


class ListImport(models.Model):
    """A list from a file, from its upload to the day on which it can no longer be undone.

    `content` is the file, sealed, and empty once the import was written, refused or given up. `options` hold what the
    clerk chose, `found` how the file was read, `numbers` how many rows there are by state.
    """

    class State(models.TextChoices):
        READING = "reading", _("being read")
        REFUSED = "refused", _("cannot be read")
        COLUMNS = "columns", _("columns to be named")
        PLANNED = "planned", _("to be checked")
        WRITING = "writing", _("being written")
        WRITTEN = "written", _("taken over")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")
        GIVEN_UP = "given_up", _("given up")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("list"), max_length=30)
    target = models.CharField(max_length=60, blank=True)
    name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField(default=bytes)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.READING)
    language = models.CharField(max_length=10, default="vi")
    options = models.JSONField(default=dict)
    found = models.JSONField(default=dict)
    numbers = models.JSONField(default=dict)
    plan_hash = models.CharField(max_length=64, blank=True)
    trouble = models.TextField(blank=True)  # a sentence about what kept the last step from being done
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    made_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    written_at = models.DateTimeField(_("taken over at"), null=True)
    undone_at = models.DateTimeField(_("undone at"), null=True)

    class Meta:
        verbose_name = _("import of a list")
        verbose_name_plural = _("imports of lists")
        ordering = ["-made_at", "pk"]
        indexes = [models.Index(fields=["made_by", "-made_at"], name="list_import_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        *("reading", "refused", "columns", "planned"),
                        *("writing", "written", "undoing", "undone", "given_up"),
                    ]
                ),
                name="list_import_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["written", "undoing", "undone"], written_at__isnull=False)
                | (~Q(state__in=["written", "undoing", "undone"]) & Q(written_at__isnull=True)),
                name="list_import_written_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__gte=F("written_at"))
                | (~Q(state="undone") & Q(undone_at__isnull=True)),
                name="list_import_undone_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_at_work(self) -> bool:
        """Whether a worker has to act before the clerk can go on."""
        return self.state in (self.State.READING, self.State.WRITING, self.State.UNDOING)

    @property
    def is_waiting(self) -> bool:
        """Whether the clerk may still give it up."""
        return self.state in (self.State.COLUMNS, self.State.PLANNED, self.State.REFUSED)


class ImportRow(models.Model):
    """A row of the file, or one of the product that the file lacks (`number` 0), and what is planned for it."""

    list_import = models.ForeignKey(ListImport, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    sheet = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, choices=RowState.choices)
    rank = models.PositiveSmallIntegerField()  # of the state, in the order of the preview
    label = models.CharField(max_length=400, blank=True)
    key = models.CharField(max_length=200, blank=True)
    values = models.JSONField(default=dict)
    unread = models.JSONField(default=list)  # faults found while reading the file
    faults = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    offered = models.JSONField(default=list)
    answer = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("row of a list")
        verbose_name_plural = _("rows of a list")
        ordering = ["pk"]
        indexes = [models.Index(fields=["list_import", "rank", "id"], name="import_row_in_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["list_import", "sheet", "number"], condition=Q(number__gt=0), name="import_row_once"
            ),
            models.UniqueConstraint(
                fields=["list_import", "key"], condition=Q(number=0), name="import_absent_row_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["wrong", "asked", "new", "changed", "absent", "same"]),
                name="import_row_state_known",
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.number)


class WrittenRow(models.Model):
    """A row that an import made, changed or removed, with the values that it set, as texts by column.

    Without `before` the import made the row, without `after` it removed it.
    """

    list_import = models.ForeignKey(ListImport, models.CASCADE, related_name="written")
    table = models.CharField(max_length=100)  # the label of the model
    row = models.CharField(max_length=40)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        verbose_name = _("row written by an import")
        verbose_name_plural = _("rows written by imports")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(after__isnull=False), name="written_row_has_values"
            )
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"


class RememberedHeading(models.Model):
    """Which column a heading means in lists of a kind, as a clerk said once; "" for one that is not read."""

    kind = models.CharField(max_length=30)
    heading = models.CharField(max_length=200)  # its key (`lists.columns.heading_key`)
    column = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("remembered heading")
        verbose_name_plural = _("remembered headings")
        constraints = [
            models.UniqueConstraint(fields=["kind", "heading"], name="heading_remembered_once"),
            models.CheckConstraint(condition=~Q(heading=""), name="remembered_heading_has_letters"),
        ]

    def __str__(self) -> str:
        return self.heading
