"""The document of a plan as a worker last made it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from officials.storage import PrivateStorage
from rounds.models.plans import Plan


class PlanDocument(models.Model):
    """The document of a plan as PDF or DOCX, with the hash of its bytes and the hash of what it says.

    `wanted` is the hash of what it was to say when somebody asked for it; it is empty while nothing waits.
    """

    class Ending(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "DOCX"

    class Trouble(models.TextChoices):
        FONTS = (
            "fonts",
            _("A font is missing on the computer that makes documents. Tell the keeper of the system."),
        )
        DISK = (
            "disk",
            _("There is no space on the computer that makes documents. Tell the keeper of the system."),
        )
        UNKNOWN = (
            "unknown",
            _(
                "Something unexpected happened. Try again; if it happens again, tell the keeper of the system."
            ),
        )

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="documents", verbose_name=_("plan"))
    ending = models.CharField(max_length=4, choices=Ending.choices)
    wanted = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=10, choices=Trouble.choices, blank=True)
    says = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    file = models.FileField(
        _("file"), upload_to="plan-documents", storage=PrivateStorage(), max_length=300, blank=True
    )
    made_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("document of a plan")
        verbose_name_plural = _("documents of plans")
        constraints = [
            models.UniqueConstraint(fields=["plan", "ending"], name="plan_document_once"),
            models.CheckConstraint(
                condition=Q(ending__in=["pdf", "docx"]), name="plan_document_ending_known"
            ),
            models.CheckConstraint(
                condition=Q(file="", sha256="", says="", made_at__isnull=True)
                | (~Q(file="") & ~Q(sha256="") & ~Q(says="") & Q(made_at__isnull=False)),
                name="plan_document_whole_or_none",
            ),
            models.CheckConstraint(
                condition=Q(wanted="") | Q(trouble=""), name="plan_document_waits_or_failed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} ({self.get_ending_display()})"

    @property
    def is_waiting(self) -> bool:
        """Whether a worker has to make it."""
        return self.wanted != ""
