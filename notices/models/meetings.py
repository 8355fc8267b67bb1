"""What people were told about a meeting, so that a change can be told too."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rounds.models import Round


class Invitation(models.Model):
    """The meeting as the invitations named it last; `sequence` counts what calendars were sent."""

    round = models.OneToOneField(
        Round, models.PROTECT, primary_key=True, related_name="invitation", verbose_name=_("round")
    )
    sequence = models.PositiveSmallIntegerField(default=0)
    meets_at = models.DateTimeField(_("meeting begins at"))
    place = models.CharField(_("place of the meeting"), max_length=200)
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return str(self.round)
