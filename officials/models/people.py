"""Accounts, officials and the posts that officials hold (docs/domain.md §2.2)."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from officials.models.units import Unit
from officials.names import NameSortField, plain_text
from officials.search import search_index, search_key_field
from officials.staff_codes import LONGEST, StaffCodeField


def staff_code_field() -> StaffCodeField:
    """Return the column of the staff code of a person."""
    return StaffCodeField(
        _("staff code"),
        max_length=LONGEST,
        blank=True,
        help_text=_(
            "The person's number in the agency's staff records: the key by which lists, units and sign-in match "
            "people."
        ),
        validators=[plain_text],
    )


def staff_code_laws(table: str, message: Any) -> list[models.BaseConstraint]:
    """Return the constraints of a table's staff code: each once, in the stored spelling; `message` names a second."""
    return [
        models.UniqueConstraint(
            fields=["staff_code"],
            condition=~Q(staff_code=""),
            name=f"{table}_staff_code_once",
            violation_error_message=message,
        ),
        models.CheckConstraint(condition=~Q(staff_code__regex=r"\s"), name=f"{table}_staff_code_plain"),
    ]


class User(AbstractUser):
    """An account: a voter, a secretary, a member of a counting team, a reader."""

    full_name = models.CharField(_("full name"), max_length=150, validators=[plain_text])
    staff_code = staff_code_field()
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="accounts",
        verbose_name=_("unit"),
        help_text=_("Only the secretariat of this unit and of its superiors changes the account."),
    )
    # Keyed hash of a fact that the login with a card asks (`officials.accounts.identity`); "" if not recorded.
    identity_hash = models.CharField(max_length=64, blank=True, editable=False)
    sort_key = NameSortField()
    search_key = search_key_field("full_name", "username", "email", "staff_code")

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["sort_key", "pk"]
        indexes = [search_index("user"), models.Index(fields=["sort_key", "id"], name="user_in_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(identity_hash="") | Q(identity_hash__regex=r"^[0-9a-f]{64}$"),
                name="user_identity_hashed",
            ),
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="user_email_once",
                violation_error_message=_("Another account already uses this e-mail address."),
            ),
            *staff_code_laws("user", _("Another account already has this staff code.")),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    # Cache for `officials.selectors.units_once` while a page is rendered; None means no cache.
    units_found: dict[tuple[str, ...], set[int]] | None = None


class Official(models.Model):
    """A person who holds leadership posts."""

    full_name = models.CharField(_("full name"), max_length=150, validators=[plain_text])
    staff_code = staff_code_field()  # that of the linked account, if it has one (a trigger)
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
    search_key = search_key_field("full_name", "staff_code")

    class Meta:
        verbose_name = _("official")
        verbose_name_plural = _("officials")
        ordering = ["sort_key", "pk"]
        indexes = [
            search_index("official"),
            models.Index(fields=["sort_key", "id"], name="official_in_order"),
        ]
        constraints = staff_code_laws("official", _("Another official already has this staff code."))

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
