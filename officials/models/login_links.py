"""One-time links for logging in: mailed to a person who then chooses a password or a passkey."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LoginLink(models.Model):
    """At most one per person; only a keyed hash of its secret part is stored.

    Triggers delete it with the first password or passkey that the person then has, and with a change of
    the address to which it was sent.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="login_link", verbose_name=_("account")
    )
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    valid_until = models.DateTimeField()

    class Meta:
        verbose_name = _("link for logging in")
        verbose_name_plural = _("links for logging in")
        constraints = [
            models.CheckConstraint(condition=Q(code_hash__regex=r"^[0-9a-f]{64}$"), name="login_link_hashed"),
            models.CheckConstraint(condition=Q(valid_until__gt=F("made_at")), name="login_link_valid"),
        ]

    def __str__(self) -> str:
        return str(self.user)
