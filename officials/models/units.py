"""Units and the roles of people in them (docs/domain.md §2.2)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.names import plain_text
from officials.search import search_index, search_key_field


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


def in_force(prefix: str = "") -> Q:
    """Return the condition that a role counts today; `prefix` leads to the role from another table."""
    today = timezone.localdate()
    begun = Q(**{f"{prefix}starts_on": None}) | Q(**{f"{prefix}starts_on__lte": today})
    return begun & (Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gte": today}))


class RoleQuerySet(models.QuerySet["UnitRole"]):
    def in_force(self) -> "RoleQuerySet":
        """Return the roles that count today; permissions are read from these only."""
        return self.filter(in_force())


class UnitRole(models.Model):
    """A role of a person in a unit, beyond voting in it, with its first and last day.

    A deputy has the role for somebody who has it, until a day. Whether a role is still needed is asked once a
    year (`reviewed_on`, `is_review_due`).
    """

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
    starts_on = models.DateField(_("from"), null=True, blank=True, default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    deputy_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deputies",
        verbose_name=_("deputy for"),
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True, editable=False)
    is_review_due = models.BooleanField(default=False, db_default=False, editable=False)

    objects = RoleQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="unit_role_ends_after_start",
                violation_error_message=_("A role cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(deputy_for__isnull=True) | Q(ends_on__isnull=False),
                name="unit_role_deputy_has_end",
                violation_error_message=_("A deputy has the role until a day. Enter the last day."),
            ),
            models.CheckConstraint(
                condition=Q(deputy_for__isnull=True) | ~Q(deputy_for=F("user")),
                name="unit_role_deputy_is_another",
                violation_error_message=_("An account cannot be its own deputy."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.unit}"
