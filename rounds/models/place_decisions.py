"""Which places count for an official with posts at more units than the rules allow (docs/domain.md §2.2)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.models import Official, Unit
from officials.names import plain_text


class PlaceDecision(models.Model):
    """The units that vote on an official in a period, as the authority that manages the official settled it."""

    official = models.ForeignKey(
        Official, models.PROTECT, related_name="place_decisions", verbose_name=_("official")
    )
    authority = models.ForeignKey(
        Unit, models.PROTECT, related_name="place_decisions", verbose_name=_("managing authority")
    )
    units: "models.ManyToManyField[Unit, models.Model]" = models.ManyToManyField(
        Unit, related_name="counted_officials", verbose_name=_("places that count")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=300, validators=[plain_text])
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("settled by")
    )
    decided_at = models.DateTimeField(_("settled at"), default=timezone.now)

    class Meta:
        verbose_name = _("settled places")
        verbose_name_plural = _("settled places")
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["official", "starts_on"],
                name="place_decision_once",
                violation_error_message=_("The places of this official are already settled for that period."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="place_decision_ends_after_start",
                violation_error_message=_("A period cannot end before it begins."),
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="place_decision_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.official} · {self.starts_on} – {self.ends_on}"
