"""The log's tables (docs/decisions/30-one-log.md). Triggers refuse changes; only functions of the database write."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.acts import words_of
from common.refusals import Text


class Entry(models.Model):
    """An act: its code, actor, time, source and object. Texts and values are stored in `KeptValue` only."""

    act = models.CharField(_("act"), max_length=60)
    at = models.DateTimeField(_("at"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    deputy_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("for")
    )
    source = models.CharField(_("source"), max_length=63)
    subject_table = models.CharField(max_length=63)
    subject_id = models.CharField(max_length=40)
    # Without foreign keys: an entry outlasts what it is about.
    round_id = models.UUIDField(null=True)
    unit_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "audit_entry"
        verbose_name = _("entry of the log")
        verbose_name_plural = _("entries of the log")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["subject_table", "subject_id", "id"], name="audit_entry_of_subject"),
            models.Index(
                fields=["round_id", "id"],
                condition=models.Q(round_id__isnull=False),
                name="audit_entry_of_round",
            ),
            models.Index(
                fields=["unit_id", "id"],
                condition=models.Q(unit_id__isnull=False),
                name="audit_entry_of_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act}"

    @property
    def words(self) -> Text:
        """Return the words of the act."""
        return words_of(self.act)


class Detail(models.Model):
    """A row that an act changed, or a note of the act, with the salted hash of its values."""

    class Kind(models.TextChoices):
        INSERT = "insert", _("added")
        UPDATE = "update", _("changed")
        DELETE = "delete", _("removed")
        TRUNCATE = "truncate", _("emptied")
        NOTE = "note", _("noted")

    # The functions that write keep these whole, so fifty thousand rows need no checks of foreign keys at commit.
    entry = models.ForeignKey(
        Entry, models.PROTECT, db_constraint=False, db_index=False, related_name="details"
    )
    table_name = models.CharField(max_length=63)
    row_id = models.CharField(max_length=40)
    owner_table = models.CharField(max_length=63)
    owner_id = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    hash = models.BinaryField()

    class Meta:
        db_table = "audit_detail"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["entry", "id"], name="audit_detail_of_entry"),  # the first ones of an act
            models.Index(fields=["entry"], condition=models.Q(kind="note"), name="audit_detail_note"),
            models.Index(fields=["table_name", "row_id"], name="audit_detail_of_row"),
            models.Index(
                fields=["owner_table", "owner_id"],
                condition=~models.Q(owner_id=""),
                name="audit_detail_of_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.table_name} {self.row_id}"


class KeptValue(models.Model):
    """Values of a row before and after a change, with the salt of their hash; empty once a decision destroyed them."""

    detail = models.OneToOneField(
        Detail, models.PROTECT, primary_key=True, db_constraint=False, related_name="value"
    )
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    salt = models.BinaryField(null=True)
    destroyed_by = models.ForeignKey(
        Entry, models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )

    class Meta:
        db_table = "audit_value"

    def __str__(self) -> str:
        return str(self.pk)


class ChainLink(models.Model):
    """The place of an entry in the chain: its hash covers the entry, its details and the link before."""

    number = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT, db_constraint=False, related_name="link")
    details = models.IntegerField()
    details_hash = models.BinaryField()
    previous = models.BinaryField()
    hash = models.BinaryField(unique=True)

    class Meta:
        db_table = "audit_link"
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}"


class DailyHead(models.Model):
    """The last link of the chain when a day's head was noted, for those who keep heads elsewhere."""

    day = models.DateField(primary_key=True)
    number = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        db_table = "audit_head"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.number}"
