"""The mail server that the settings name, and whether mail is sent to it now."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MailServer(models.Model):
    """Throttle, stop button and last trouble of one server; `name` is its host and port."""

    name = models.CharField(_("name"), max_length=255, primary_key=True)
    # At most so many mails as the settings allow are handed to workers in each minute.
    minute = models.DateTimeField(null=True)
    given = models.PositiveIntegerField(default=0)
    paused_until = models.DateTimeField(null=True)
    said = models.TextField(_("words of the mail server"), blank=True)
    is_stopped = models.BooleanField(_("stopped"), default=False)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    stop_reason = models.CharField(_("reason"), max_length=250, blank=True)
    # Hashes of the settings with which a test mail was sent last, and accepted last.
    tried = models.CharField(max_length=64, blank=True)
    tested = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("mail server")
        verbose_name_plural = _("mail servers")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_stopped=False) | ~Q(stop_reason=""),
                name="mail_server_stopped_with_reason",
                violation_error_message=_("Say why no mail is to be sent."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def is_away(self, now: datetime.datetime) -> bool:
        """Return whether the server took nothing a moment ago and is left alone."""
        return self.paused_until is not None and self.paused_until > now

    def takes_mail(self, now: datetime.datetime) -> bool:
        """Return whether mail may be sent: the server is neither stopped nor away."""
        return not (self.is_stopped or self.is_away(now))
