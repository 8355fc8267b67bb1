"""Login cards: a one-time code on paper for a person who has no other way to log in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rounds.models.rounds import Round


class LoginCard(models.Model):
    """`giấy đăng nhập lần đầu`: at most one per person; only a keyed hash of its code is stored.

    Triggers delete the card once its person has a password, and refuse cards of people who have one or who
    vote or count in a round between freezing and counting.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="login_card", verbose_name=_("account")
    )
    round = models.ForeignKey(Round, models.CASCADE, related_name="login_cards", verbose_name=_("round"))
    code_hash = models.CharField(max_length=64, unique=True)
    printed_at = models.DateTimeField(default=timezone.now)
    valid_until = models.DateTimeField()

    class Meta:
        verbose_name = _("login card")
        verbose_name_plural = _("login cards")
        constraints = [
            models.CheckConstraint(condition=Q(code_hash__regex=r"^[0-9a-f]{64}$"), name="login_card_hashed"),
            models.CheckConstraint(condition=Q(valid_until__gt=F("printed_at")), name="login_card_valid"),
        ]

    def __str__(self) -> str:
        return str(self.user)
