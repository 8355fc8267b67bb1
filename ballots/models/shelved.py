"""Rows of single ballots and verdicts, divided into shelves (docs/protocol.md §14.1). Read them through `ballots.rows`.

No row here links a person to a ballot, a mark or a time.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ballots.shelves import ShelfField
from rounds.models import Elector, Round


class IssuedBallot(models.Model):
    """`phát phiếu`: the blinded request of one voter and its answer; one per elector.

    Tells that a person took a ballot, never which one. Archived in the order of persons at closing.
    """

    elector = models.OneToOneField(Elector, models.PROTECT, primary_key=True, related_name="issued")
    round = models.ForeignKey(Round, models.PROTECT, related_name="issued")
    blinded = models.CharField(max_length=64)
    evaluated = models.CharField(max_length=64)
    proof = models.CharField(max_length=128)
    shelf = ShelfField()

    class Meta:
        verbose_name = _("ballot issued")
        verbose_name_plural = _("ballots issued")

    def __str__(self) -> str:
        return str(self.elector)


class CastBallot(models.Model):
    """`phiếu trong hòm`: the key is its own hash; no serial number, no time, no person.

    `hash` and `credential` are lower-case hex of 32 bytes; insert-only by trigger, archived
    in the order of hashes at closing (docs/protocol.md §14.2; why:
    docs/decisions/04-ballots-keyed-by-hash.md). Read through `ballots.rows`.
    """

    hash = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="ballots")
    credential = models.CharField(max_length=64)
    body = models.BinaryField()
    signature = models.BinaryField()
    token = models.BinaryField()
    shelf = ShelfField()

    class Meta:
        verbose_name = _("ballot in the box")
        verbose_name_plural = _("ballots in the box")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "credential", "shelf"],
                name="ballot_credential_once",
                violation_error_message=_("A ballot was already cast with this credential."),
            )
        ]

    def __str__(self) -> str:
        return self.hash[:12]


class ProofCheck(models.Model):
    """The verdict of a worker on one ballot; an invalid ballot stays in the box."""

    ballot = models.OneToOneField(CastBallot, models.PROTECT, primary_key=True, related_name="check_result")
    valid = models.BooleanField()
    reason = models.CharField(max_length=60, blank=True)
    shelf = ShelfField()

    class Meta:
        verbose_name = _("check of a ballot")
        verbose_name_plural = _("checks of ballots")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid=True, reason="") | (Q(valid=False) & ~Q(reason="")),
                name="check_says_why_invalid",
            )
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id[:12]}: {self.reason or 'ok'}"
