"""Dossiers of officials and their papers (docs/domain.md §3.2)."""

from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.pdf_uploads import require_pdf
from common.virus_scan import require_clean
from officials.models.people import Official
from officials.names import plain_text
from officials.search import search_index, search_key_field
from officials.storage import PrivateStorage
from officials.uploads import dossier_path


class Dossier(models.Model):
    """The papers that an official files twenty days before a vote (docs/domain.md §3.2)."""

    official = models.ForeignKey(
        Official, models.PROTECT, related_name="dossiers", verbose_name=_("official")
    )
    title = models.CharField(_("title"), max_length=200, validators=[plain_text])
    filed_on = models.DateField(_("filed on"), null=True, blank=True)
    sent_on = models.DateField(_("sent to voters on"), null=True, blank=True)
    search_key = search_key_field("title")

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        ordering = ["official", "-filed_on"]
        indexes = [search_index("dossier")]
        constraints = [
            models.UniqueConstraint(
                fields=["official", "title"],
                name="dossier_title_once",
                violation_error_message=_("This official already has a dossier of that title."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.official}: {self.title}"


class DossierDocument(models.Model):
    """A paper of a dossier. Declarations of assets are shown to the voters of the round only.

    A paper that was replaced is kept (`replaced_by`); voters read the one that stands in its place.
    """

    class Kind(models.IntegerChoices):
        """The kinds of papers, in the order in which voters read them (docs/domain.md §3.2)."""

        SELF_ASSESSMENT = 1, _("self-assessment report")
        ASSETS = 2, _("declaration of assets and income")
        EXPLANATION = 3, _("explanation on request")

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="documents", verbose_name=_("dossier"))
    kind = models.PositiveSmallIntegerField(_("kind"), choices=Kind.choices)
    file = models.FileField(
        _("file"),
        upload_to=dossier_path,
        storage=PrivateStorage(),
        max_length=300,
        validators=[FileExtensionValidator(["pdf"]), require_clean, require_pdf],
    )
    name = models.CharField(_("name shown"), max_length=200, blank=True, validators=[plain_text])
    # Documents of earlier releases have neither day nor hash, nor what stands below.
    added_on = models.DateField(_("added on"), null=True, default=timezone.localdate, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    received_at = models.DateTimeField(_("received at"), null=True, default=timezone.now, editable=False)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    pages = models.PositiveIntegerField(null=True, editable=False)
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="replaced", editable=False
    )

    class Meta:
        verbose_name = _("document of a dossier")
        verbose_name_plural = _("documents of a dossier")
        ordering = ["dossier", "kind", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[1, 2, 3]), name="dossier_document_kind_known"),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | ~Q(replaced_by=F("id")), name="dossier_document_not_by_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.get_kind_display())

    @property
    def is_current(self) -> bool:
        """Whether voters read this paper, and not one that replaced it."""
        return self.replaced_by_id is None
