"""Accounts and officials (docs/domain.md §2.2)."""

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
    language = models.CharField(
        _("language of mails"),
        max_length=2,
        choices=settings.LANGUAGES,
        default="vi",
        help_text=_("Notices and mails to this person are in this language."),
    )
    # Keyed hash of a fact that the login with a card asks (`officials.accounts.identity`); "" if not recorded.
    identity_hash = models.CharField(max_length=64, blank=True, editable=False)
    # Played by a program in a rehearsal; such an account has no way to log in and never a right.
    is_simulated = models.BooleanField(default=False, editable=False)
    sort_key = NameSortField()
    search_key = search_key_field("full_name", "username", "email", "staff_code")

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["sort_key", "pk"]
        indexes = [search_index("user"), models.Index(fields=["sort_key", "id"], name="user_in_order")]
        constraints = [
            models.CheckConstraint(condition=Q(language__in=["vi", "en"]), name="user_language_known"),
            models.CheckConstraint(
                condition=Q(identity_hash="") | Q(identity_hash__regex=r"^[0-9a-f]{64}$"),
                name="user_identity_hashed",
            ),
            models.CheckConstraint(
                condition=Q(is_simulated=False)
                | Q(
                    password__startswith="!",  # noqa: S106 - Django's mark of no password
                    email="",
                    staff_code="",
                    identity_hash="",
                    is_staff=False,
                    is_superuser=False,
                    unit__isnull=True,
                ),
                name="user_simulated_cannot_log_in",
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

    # Cache for `officials.selectors.once_a_page` while a page is rendered; None means no cache.
    units_found: dict[tuple[str, ...], Any] | None = None


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
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("the same person as"),
        editable=False,
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
        constraints = [
            *staff_code_laws("official", _("Another official already has this staff code.")),
            # What identifies the person belongs to the record that is kept; a trigger refuses posts too.
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True)
                | (~Q(merged_into=F("id")) & Q(user__isnull=True) & Q(staff_code="")),
                name="official_merged_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name
