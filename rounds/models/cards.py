"""Login cards: a one-time code on paper for a person who has no other way to log in."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rounds.models.rounds import Round


class LoginCard(models.Model):
    """`giấy đăng nhập lần đầu`: at most one per person; only a keyed hash of its code is stored.

    Triggers end the card once its person has a password or a passkey, and refuse cards for which no fact
    is recorded, cards after closing, and between freezing and closing those without a `LateCard`. When the
    card was used is stored as a day: a moment would tell when its person logged in to vote.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="login_card", verbose_name=_("account")
    )
    # The card ends with the vote of this round; one that was printed for the account ends after some days.
    round = models.ForeignKey(
        Round, models.CASCADE, null=True, blank=True, related_name="login_cards", verbose_name=_("round")
    )
    code_hash = models.CharField(max_length=64, unique=True)
    printed_at = models.DateTimeField(default=timezone.now)
    valid_until = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)  # logins with the right code and another fact
    is_over = models.BooleanField(default=False)
    used_on = models.DateField(null=True)  # a password or passkey was chosen with this card

    class Meta:
        verbose_name = _("login card")
        verbose_name_plural = _("login cards")
        constraints = [
            models.CheckConstraint(condition=Q(code_hash__regex=r"^[0-9a-f]{64}$"), name="login_card_hashed"),
            models.CheckConstraint(condition=Q(valid_until__gt=F("printed_at")), name="login_card_valid"),
            models.CheckConstraint(condition=Q(used_on=None) | Q(is_over=True), name="login_card_used_once"),
        ]

    def __str__(self) -> str:
        return str(self.user)


class LateCard(models.Model):
    """A login card that was printed between freezing and closing; the counting team sees it, the minutes name it."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="late_cards", verbose_name=_("round"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("account")
    )
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("printed by")
    )
    printed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("login card printed after freezing")
        verbose_name_plural = _("login cards printed after freezing")
        ordering = ["printed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "user", "printed_at"], name="late_card_once"),
        ]

    def __str__(self) -> str:
        return str(self.user)


class CardPermit(models.Model):
    """Leave to print one login card for a person of a frozen round: a second person gave it, or it was taken alone.

    A trigger ends it with the card that is printed, and refuses a `LateCard` without one.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="card_permits", verbose_name=_("round"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("account")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    given_at = models.DateTimeField(default=timezone.now)
    printed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("leave to print a login card after freezing")
        verbose_name_plural = _("leaves to print login cards after freezing")
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "user"], condition=Q(printed_at=None), name="card_permit_open_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)


class CardReport(models.Model):
    """A person says that somebody else used the person's login card; the counting team and the minutes name it.

    A random key and a day: a number or a moment would tell when the person tried to log in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="card_reports", verbose_name=_("round"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("account")
    )
    reported_on = models.DateField()

    class Meta:
        verbose_name = _("report about a used login card")
        verbose_name_plural = _("reports about used login cards")
        ordering = ["user__sort_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="card_report_once")]

    def __str__(self) -> str:
        return str(self.user)
