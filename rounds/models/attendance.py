"""Attendance: what the secretary counts in the hall."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rounds.models.rounds import Round


class Attendance(models.Model):
    """Those present and the ballots exchanged or withdrawn; editable until the box is opened."""

    round = models.OneToOneField(
        Round, models.CASCADE, primary_key=True, related_name="attendance", verbose_name=_("round")
    )
    present = models.PositiveIntegerField(_("present"))
    # When the meeting itself began, as the secretary enters or confirms it.
    began_at = models.DateTimeField(_("meeting began at"), null=True, blank=True)
    exchanged = models.PositiveIntegerField(_("ballots exchanged"), default=0)
    withdrawn = models.PositiveIntegerField(_("ballots withdrawn"), default=0)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")

    def __str__(self) -> str:
        return f"{self.round}: {self.present}"
