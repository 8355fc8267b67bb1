"""Requests of a unit for a person of another unit (docs/architecture.md §2)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.models.units import Unit
from officials.names import plain_text


class PersonRequest(models.Model):
    """A unit asks for a person by exact staff code or e-mail address; the person's unit answers.

    The row names no account until it is accepted, so that a request for an unknown person and one for
    a person of another unit are the same. A trigger keeps rows from being rewritten or deleted.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("not accepted yet")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")
        ENDED = "ended", _("ended")

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="person_requests", verbose_name=_("unit that asks")
    )
    named = models.CharField(
        _("staff code or e-mail address"),
        max_length=254,
        help_text=_("Exactly as the person's unit has it; a name is not enough."),
        validators=[plain_text],
    )
    reason = models.CharField(
        _("what for"),
        max_length=200,
        help_text=_("The person's unit reads this, for example the vote."),
        validators=[plain_text],
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    state = models.CharField(_("answer"), max_length=10, choices=State.choices, default=State.WAITING)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
        verbose_name=_("account"),
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    decided_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        verbose_name = _("request for a person of another unit")
        verbose_name_plural = _("requests for people of other units")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            # A refusal is not told, so a refused request cannot be repeated either until it is withdrawn.
            models.UniqueConstraint(
                "unit",
                Lower("named"),
                condition=Q(state__in=["waiting", "refused"]),
                name="person_request_once",
                violation_error_message=_("Your unit has asked for this person already."),
            ),
            models.UniqueConstraint(
                fields=["unit", "account"],
                condition=Q(state="accepted"),
                name="person_request_accepted_once",
                violation_error_message=_("Your unit may name this person already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "ended"], account__isnull=False)
                | Q(state__in=["waiting", "refused", "withdrawn"], account__isnull=True),
                name="person_request_names_account_once_accepted",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="person_request_answer_has_author",
            ),
            models.CheckConstraint(condition=~Q(named=""), name="person_request_names_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.named}"
