"""Accounts, units, officials, their posts and dossiers (docs/domain.md §2.2)."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.pdf_uploads import require_pdf
from officials.names import NameSortField, plain_text
from officials.person_requests import PersonRequest as PersonRequest
from officials.search import search_index, search_key_field
from officials.storage import PrivateStorage
from officials.uploads import dossier_path


class User(AbstractUser):
    """An account: a voter, a secretary, a member of a counting team, a reader."""

    full_name = models.CharField(_("full name"), max_length=150, validators=[plain_text])
    staff_code = models.CharField(
        _("staff code"),
        max_length=40,
        blank=True,
        help_text=_("The person's number in the agency's staff records, by which other units ask for them."),
        validators=[plain_text],
    )
    unit = models.ForeignKey(
        "officials.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="accounts",
        verbose_name=_("unit"),
        help_text=_("Only the secretariat of this unit and of its superiors changes the account."),
    )
    sort_key = NameSortField()
    search_key = search_key_field("full_name", "username", "email")

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["sort_key", "pk"]
        indexes = [search_index("user")]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="user_email_once",
                violation_error_message=_("Another account already uses this e-mail address."),
            ),
            models.UniqueConstraint(
                Lower("staff_code"),
                condition=~Q(staff_code=""),
                name="user_staff_code_once",
                violation_error_message=_("Another account already has this staff code."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    # Cache for `officials.selectors.units_of` while a page is rendered; None means no cache.
    units_found: dict[tuple[str, ...], set[int]] | None = None


class Unit(models.Model):
    """A node in the tree of agencies; reports to an authority."""

    name = models.CharField(_("name"), max_length=200, validators=[plain_text])
    document_code = models.CharField(
        _("code in document numbers"),
        max_length=30,
        blank=True,
        help_text=_("The letters after the type in a document number, such as CTĐP in 05/BC-CTĐP."),
        validators=[plain_text],
    )
    place = models.CharField(
        _("place"),
        max_length=80,
        help_text=_("Printed before the date of a document."),
        validators=[plain_text],
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("superior unit"),
    )
    authority = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reporting_units",
        verbose_name=_("managing authority"),
        help_text=_("The authority that manages these officials and receives the report."),
    )
    superior_on_letterhead = models.BooleanField(
        _("print the superior unit as first line of documents"),
        default=False,
        help_text=_(
            "Only if the superior is the superior line of this unit's documents. A Party committee is not, "
            "above a state office, nor an office above a Party committee."
        ),
    )
    drafting_code = models.CharField(
        _("code of the drafting unit"),
        max_length=30,
        blank=True,
        validators=[plain_text],
        help_text=_("Printed as last recipient, such as TCCB in “Lưu: VT, TCCB”."),
    )
    search_key = search_key_field("name", "document_code")

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["name"]
        indexes = [search_index("unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                nulls_distinct=False,
                name="unit_name_once_per_parent",
                violation_error_message=_("This superior unit already has a unit of that name."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="unit_not_its_own_parent",
                violation_error_message=_("A unit cannot be its own superior."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitRole(models.Model):
    """A role of a person in a unit, beyond voting in it."""

    class Role(models.TextChoices):
        SECRETARIAT = "secretariat", _("secretariat")
        LEADERSHIP = "leadership", _("leadership")
        AUDITOR = "auditor", _("auditor")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="unit_roles",
        verbose_name=_("account"),
    )
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="roles", verbose_name=_("unit"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)

    class Meta:
        verbose_name = _("role in a unit")
        verbose_name_plural = _("roles in units")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                name="unit_role_once",
                violation_error_message=_("This account already has that role in this unit."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=["secretariat", "leadership", "auditor"]),
                name="unit_role_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.unit}"


class Official(models.Model):
    """A person who holds leadership posts."""

    full_name = models.CharField(_("full name"), max_length=150, validators=[plain_text])
    sort_key = NameSortField()
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="official",
        verbose_name=_("account"),
        help_text=_("Lets the official read the published result about themselves."),
    )
    search_key = search_key_field("full_name")

    class Meta:
        verbose_name = _("official")
        verbose_name_plural = _("officials")
        ordering = ["sort_key", "pk"]
        indexes = [search_index("official")]

    def __str__(self) -> str:
        return self.full_name


class Post(models.Model):
    """A post that an official holds at a unit, with the dates that decide on exemption."""

    class Kind(models.TextChoices):
        WORK = "work", _("where the official works")
        PARTY = "party", _("where the official takes part in Party life")

    official = models.ForeignKey(Official, models.CASCADE, related_name="posts", verbose_name=_("official"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name=_("unit"))
    title = models.CharField(_("post"), max_length=200, validators=[plain_text])
    kind = models.CharField(_("place"), max_length=10, choices=Kind.choices, default=Kind.WORK)
    appointed_on = models.DateField(_("appointed on"), null=True, blank=True)
    elected_on = models.DateField(_("elected on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    retirement_notice_on = models.DateField(_("notice of leave pending retirement"), null=True, blank=True)
    search_key = search_key_field("title")

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["official", "pk"]
        indexes = [search_index("post")]
        constraints = [
            models.UniqueConstraint(
                fields=["official", "unit", "title"],
                condition=Q(ended_on__isnull=True),
                name="post_held_once",
                violation_error_message=_("This official already holds that post at this unit."),
            ),
            models.CheckConstraint(condition=Q(kind__in=["work", "party"]), name="post_kind_known"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(appointed_on__isnull=True)
                | Q(ended_on__gte=F("appointed_on")),
                name="post_ends_after_appointment",
                violation_error_message=_("A post cannot end before the appointment."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(elected_on__isnull=True)
                | Q(ended_on__gte=F("elected_on")),
                name="post_ends_after_election",
                violation_error_message=_("A post cannot end before the election."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.unit}"


class Dossier(models.Model):
    """The papers that an official files twenty days before a vote (docs/domain.md §3.2)."""

    official = models.ForeignKey(
        Official, models.PROTECT, related_name="dossiers", verbose_name=_("official")
    )
    title = models.CharField(_("title"), max_length=200, validators=[plain_text])
    filed_on = models.DateField(_("filed on"), null=True, blank=True)
    sent_on = models.DateField(_("sent to voters on"), null=True, blank=True)

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        ordering = ["official", "-filed_on"]
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
    """A paper of a dossier. Declarations of assets are shown to the voters of the round only."""

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
        validators=[FileExtensionValidator(["pdf"]), require_pdf],
    )
    name = models.CharField(_("name shown"), max_length=200, blank=True, validators=[plain_text])
    # Documents of earlier releases have neither day nor hash.
    added_on = models.DateField(_("added on"), null=True, default=timezone.localdate, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("document of a dossier")
        verbose_name_plural = _("documents of a dossier")
        ordering = ["dossier", "kind", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[1, 2, 3]), name="dossier_document_kind_known")
        ]

    def __str__(self) -> str:
        return self.name or str(self.get_kind_display())
