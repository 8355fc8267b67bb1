"""Campaigns: the rounds held under one plan."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from officials.models import Unit
from officials.names import plain_text
from officials.search import search_index, search_key_field
from rounds.models.plans import Plan


class Campaign(models.Model):
    """`đợt lấy phiếu`, held under a plan (`Kế hoạch số …`), and its period."""

    name = models.CharField(_("name"), max_length=200, validators=[plain_text])
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="campaigns", verbose_name=_("organising unit")
    )
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="campaigns", verbose_name=_("plan")
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    search_key = search_key_field("name")

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-starts_on", "name"]
        indexes = [search_index("campaign")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                name="campaign_name_once_per_unit",
                violation_error_message=_("This unit already has a campaign of that name."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="campaign_ends_after_start",
                violation_error_message=_("A campaign cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
