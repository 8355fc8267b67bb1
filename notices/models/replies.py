"""What invited people answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from officials.names import plain_text
from rounds.models import Round


class InvitationReply(models.Model):
    """The last answer of a person to an invitation; only its day is kept.

    `recorded_by` is the secretary whom the person told by telephone.
    """

    class Coming(models.TextChoices):
        YES = "yes", _("coming")
        NO = "no", _("not coming")
        ASKS = "asks", _("has a question")

    round = models.ForeignKey(Round, models.PROTECT, related_name="replies", verbose_name=_("round"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="replies", verbose_name=_("person")
    )
    coming = models.CharField(_("answer"), max_length=5, choices=Coming.choices)
    text = models.CharField(_("reason or question"), max_length=500, blank=True, validators=[plain_text])
    replied_on = models.DateField(_("answered on"))
    # The `Invitation.sequence` that was answered: after a change of time or place people are asked again.
    sequence = models.PositiveSmallIntegerField(default=0)

    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("recorded by")
    )

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        constraints = [
            models.UniqueConstraint(fields=["round", "user"], name="invitation_reply_once"),
            models.CheckConstraint(
                condition=Q(coming="yes") | (Q(coming__in=["no", "asks"]) & ~Q(text="")),
                name="invitation_reply_with_text",
                violation_error_message=_("Write the reason or the question."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_coming_display()}"
