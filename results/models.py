"""The count: figures, signatures of members, documents, publication."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from officials.models import Unit
from officials.storage import PrivateStorage
from rounds.models import CommitteeMember, Line, Round


class Tally(models.Model):
    """`kết quả kiểm phiếu`: the figures of the whole round; percentages are derived."""

    round = models.OneToOneField(
        Round, models.PROTECT, primary_key=True, related_name="tally", verbose_name=_("round")
    )
    summoned = models.PositiveIntegerField(_("summoned"))
    present = models.PositiveIntegerField(_("present"))
    issued = models.PositiveIntegerField(_("issued"))
    returned = models.PositiveIntegerField(_("returned"))
    valid = models.PositiveIntegerField(_("valid"))
    opened_by = models.JSONField(_("members who opened the box"))

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        constraints = [
            models.CheckConstraint(
                condition=Q(present__lte=F("summoned"))
                & Q(issued__lte=F("present"))
                & Q(returned__lte=F("issued"))
                & Q(valid__lte=F("returned")),
                name="tally_adds_up",
                violation_error_message=_("Summoned, present, issued, returned and valid must not increase."),
            )
        ]

    def __str__(self) -> str:
        return str(self.round)


class LineCount(models.Model):
    """The counts of one line; `blank` is the number of valid ballots without a mark on it."""

    line = models.OneToOneField(
        Line, models.PROTECT, primary_key=True, related_name="count", verbose_name=_("line")
    )
    round = models.ForeignKey(Round, models.PROTECT, related_name="counts", verbose_name=_("round"))
    high = models.PositiveIntegerField(_("high confidence"))
    confidence = models.PositiveIntegerField(_("confidence"))
    low = models.PositiveIntegerField(_("low confidence"))
    blank = models.PositiveIntegerField(_("no level marked"))

    class Meta:
        verbose_name = _("count of a line")
        verbose_name_plural = _("counts of lines")
        ordering = ["round", "line__position"]

    def __str__(self) -> str:
        return f"{self.line}: {self.high}/{self.confidence}/{self.low}"


class MinutesSignature(models.Model):
    """A member's signature (hex, Ed25519) over the hash of the minutes' statement."""

    member = models.OneToOneField(
        CommitteeMember, models.PROTECT, primary_key=True, related_name="minutes_signature"
    )
    round = models.ForeignKey(Round, models.PROTECT, related_name="minutes_signatures")
    statement_hash = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        verbose_name = _("signature under the minutes")
        verbose_name_plural = _("signatures under the minutes")

    def __str__(self) -> str:
        return str(self.member)


class MissingSignatures(models.Model):
    """Why members did not sign: reasons by index, signed by the head, so that minutes close without them.

    The signature (hex) is over the statement's hash and the canonical JSON of the reasons.
    """

    round = models.OneToOneField(
        Round, models.PROTECT, primary_key=True, related_name="missing_signatures", verbose_name=_("round")
    )
    reasons = models.JSONField()
    signature = models.CharField(max_length=128)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reasons for missing signatures")
        verbose_name_plural = _("reasons for missing signatures")

    def __str__(self) -> str:
        return str(self.round)


class Certification(models.Model):
    """The time of certification, from which every document takes its date."""

    round = models.OneToOneField(Round, models.PROTECT, primary_key=True, related_name="certification")
    certified_at = models.DateTimeField(_("certified at"))
    closed_at = models.DateTimeField(_("closed at"))
    opened_at = models.DateTimeField(_("opened at"))
    signed_by = models.JSONField(_("members who had signed by then"), default=list)
    # The last link of the log at certification; empty for rounds that an earlier release certified.
    log_number = models.BigIntegerField(null=True)
    log_head = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("certification")
        verbose_name_plural = _("certifications")

    def __str__(self) -> str:
        return str(self.round)


class Document(models.Model):
    """A PDF rendered by a worker; the same data gives the same bytes and no second row.

    A meeting can hold officials of several authorities; each gets a report about its own.
    """

    class Kind(models.TextChoices):
        MINUTES = "minutes", _("minutes of the count")
        REPORT = "report", _("report to the authority")

    round = models.ForeignKey(Round, models.PROTECT, related_name="documents", verbose_name=_("round"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    # To whom a report goes; None for minutes, and for rounds that earlier releases froze.
    authority = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("managing authority")
    )
    sha256 = models.CharField(max_length=64)
    file = models.FileField(_("file"), upload_to="documents", storage=PrivateStorage(), max_length=300)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "kind", "sha256"],
                name="document_once",
                violation_error_message=_("This document was already made."),
            ),
            models.CheckConstraint(condition=Q(kind__in=["minutes", "report"]), name="document_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.get_kind_display()}"

    @property
    def slug(self) -> str:
        """The document in an address: its kind, with the number of the authority of a report."""
        return f"{self.kind}-{self.authority_id}" if self.authority_id else self.kind


class Publication(models.Model):
    """`công khai`: the scope in which the result may be read, and who decided it."""

    round = models.OneToOneField(
        Round, models.PROTECT, primary_key=True, related_name="publication", verbose_name=_("round")
    )
    scope = models.CharField(_("scope"), max_length=10, choices=Round.Scope.choices)
    published_at = models.DateTimeField(_("published at"), auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("published by")
    )

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def __str__(self) -> str:
        return f"{self.round} · {self.get_scope_display()}"
