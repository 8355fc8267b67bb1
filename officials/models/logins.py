"""Logins that last, devices that were used, and mails about them that wait for the end of a vote.

None of these tables has a number or a moment: keys are random, and the day is all that is kept, because the
order in which people log in on the day of a vote is close to the order in which they vote.
"""

import uuid

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models
from django.utils.translation import gettext_lazy as _


class OfAPerson(models.Model):
    """A row about a person's logins, with the day only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("account")
    )
    day = models.DateField(_("day"))

    class Meta:
        abstract = True


class Login(OfAPerson):
    """A login that lasts; it goes with its session."""

    session = models.OneToOneField(Session, models.CASCADE, related_name="login")
    device = models.CharField(_("device"), max_length=60)

    class Meta:
        verbose_name = _("login")
        verbose_name_plural = _("logins")

    def __str__(self) -> str:
        return self.device


class KnownDevice(OfAPerson):
    """A browser from which a person has logged in, known by the hash of its cookie; `day` is the last time."""

    cookie_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("known device")
        verbose_name_plural = _("known devices")
        constraints = [models.UniqueConstraint(fields=["user", "cookie_hash"], name="device_known_once")]

    def __str__(self) -> str:
        return str(self.day)


class WaitingMail(OfAPerson):
    """A mail about a person's account that waits while the person is on the roll of an open vote."""

    kind = models.CharField(max_length=40)
    detail = models.CharField(max_length=600, blank=True)
    address = models.EmailField(blank=True)  # a former one, to which it goes too

    class Meta:
        verbose_name = _("waiting mail")
        verbose_name_plural = _("waiting mails")

    def __str__(self) -> str:
        return self.kind
