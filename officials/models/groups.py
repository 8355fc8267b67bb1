"""Groups of people at a unit, from which rolls are proposed (docs/domain.md §2.1)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from officials.models.people import Official
from officials.models.units import Unit
from officials.names import plain_text


class Group(models.Model):
    """A group such as the leadership of a unit; its people follow from posts and memberships.

    A group without a unit is there for all units. Any other is used at its unit and at the units below.
    """

    class Kind(models.TextChoices):
        LEADERSHIP = "leadership", _("leadership of the unit")
        PARTY_COMMITTEE = "party_committee", _("Party committee")
        HEADS_OF_UNITS = "heads_of_units", _("heads of subordinate units")
        HEADS_OF_ORGANISATIONS = "heads_of_organisations", _("heads of mass organisations")
        OTHER = "other", _("other")

    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="groups", verbose_name=_("unit")
    )
    name = models.CharField(_("name"), max_length=150, validators=[plain_text])
    kind = models.CharField(_("kind"), max_length=30, choices=Kind.choices, default=Kind.OTHER)
    rank = models.PositiveSmallIntegerField(
        _("order"), default=100, help_text=_("The group with the smallest number comes first.")
    )

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["rank", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                nulls_distinct=False,
                name="group_name_once_per_unit",
                violation_error_message=_("This unit already has a group of that name."),
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        *("leadership", "party_committee", "heads_of_units"),
                        *("heads_of_organisations", "other"),
                    ]
                ),
                name="group_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person in a group at a unit, from a day until a day: an official, or an account of somebody else.

    Whoever holds a post of the group at the unit is in the group without a membership.
    """

    group = models.ForeignKey(Group, models.PROTECT, related_name="memberships", verbose_name=_("group"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships", verbose_name=_("unit"))
    official = models.ForeignKey(
        Official,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("official"),
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("account"),
    )
    capacity = models.CharField(
        _("capacity"),
        max_length=200,
        blank=True,
        help_text=_("As the roll prints it; empty: the posts of the person, else the name of the group."),
        validators=[plain_text],
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day."))

    class Meta:
        verbose_name = _("member of a group")
        verbose_name_plural = _("members of groups")
        ordering = ["group", "unit", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(official__isnull=False, account__isnull=True)
                | Q(official__isnull=True, account__isnull=False),
                name="membership_of_one_person",
                violation_error_message=_("Enter an official or an account, not both."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_start",
                violation_error_message=_("A membership cannot end before it begins."),
            ),
            models.UniqueConstraint(
                fields=["group", "unit", "official"],
                condition=Q(ends_on__isnull=True),
                name="membership_of_official_once",
                violation_error_message=_("This official is already in that group at this unit."),
            ),
            models.UniqueConstraint(
                fields=["group", "unit", "account"],
                condition=Q(ends_on__isnull=True),
                name="membership_of_account_once",
                violation_error_message=_("This person is already in that group at this unit."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.official or self.account} · {self.group} · {self.unit}"
