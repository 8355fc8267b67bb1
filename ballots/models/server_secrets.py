"""The server's secrets of a round, sealed by an envelope key that stands in no table."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ballots.envelope import Sealed
from rounds.models import Round


class ServerSecret(models.Model):
    """The sealed secrets of one round (`ballots/envelope.py`); written once.

    A trigger allows two changes: another envelope key for the data key, and removal once the log of an
    archived or cancelled round says that the keys were destroyed.
    """

    round = models.OneToOneField(Round, models.PROTECT, primary_key=True, related_name="server_secret")
    key_id = models.CharField(max_length=16)
    data_key = models.BinaryField()
    body = models.BinaryField()

    class Meta:
        verbose_name = _("secrets of the server")
        verbose_name_plural = _("secrets of the server")
        constraints = [
            models.CheckConstraint(condition=Q(key_id__regex=r"^[0-9a-f]{16}$"), name="server_secret_key_id")
        ]

    def __str__(self) -> str:
        return str(self.round)

    @property
    def sealed(self) -> Sealed:
        return Sealed(self.key_id, bytes(self.data_key), bytes(self.body))

    @property
    def place(self) -> str:
        """What the sealed bytes are bound to."""
        return f"ballots_serversecret/{self.round_id}"


class SharedKey(models.Model):
    """A key that all hosts of the installation share, by its fingerprint; the key itself stands in no table."""

    class Name(models.TextChoices):
        ENVELOPE = "envelope_key", _("envelope key")
        SECRET = "secret_key", "SECRET_KEY"

    name = models.CharField(max_length=20, primary_key=True, choices=Name.choices)
    fingerprint = models.CharField(max_length=16)

    class Meta:
        verbose_name = _("key of all hosts")
        verbose_name_plural = _("keys of all hosts")
        constraints = [
            models.CheckConstraint(
                condition=Q(name__in=["envelope_key", "secret_key"]), name="shared_key_known"
            ),
            models.CheckConstraint(
                condition=Q(fingerprint__regex=r"^[0-9a-f]{16}$"), name="shared_key_fingerprint"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.fingerprint}"
