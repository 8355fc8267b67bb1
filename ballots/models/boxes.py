"""The box (docs/protocol.md §14.1). No row here links a person to a ballot, a mark or a time."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rounds.models import CommitteeMember, Round


class BoxKey(models.Model):
    """Public keys of the server for one round; the secrets are sealed in `ServerSecret`.

    `server_public` is published before the first message of the ceremony (docs/protocol.md §7.1).
    `token_secret`, lower-case hex, is set at closing, when the key is published so that anybody can
    check every token (docs/protocol.md §4.1).
    """

    round = models.OneToOneField(
        Round, models.PROTECT, primary_key=True, related_name="keys", verbose_name=_("round")
    )
    attempt = models.PositiveSmallIntegerField(default=1)
    server_public = models.JSONField()
    token_secret = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("keys of the box")
        verbose_name_plural = _("keys of the boxes")

    def __str__(self) -> str:
        return str(self.round)

    @property
    def token_public(self) -> str:
        """The key against which the proof of each issued ballot is checked, in hex."""
        return str(self.server_public["tokens"][0])

    @property
    def receipt_public(self) -> str:
        """The key that signs receipts, in hex."""
        return str(self.server_public["receipt"])


class CeremonyMessage(models.Model):
    """A message of the key ceremony: posted by a member's device, once per step."""

    class Step(models.TextChoices):
        COMMIT = "commit", _("keys promised")
        REVEAL = "reveal", _("keys shown")
        SHARES = "shares", _("shares sent")
        ACCEPT = "accept", _("shares checked")
        COMPLAINT = "complaint", _("complaint")
        CONFIRM = "confirm", _("code confirmed")

    round = models.ForeignKey(Round, models.PROTECT, related_name="ceremony")
    attempt = models.PositiveSmallIntegerField()
    member = models.ForeignKey(CommitteeMember, models.PROTECT, related_name="ceremony")
    step = models.CharField(max_length=10, choices=Step.choices)
    payload = models.JSONField()

    class Meta:
        verbose_name = _("message of the key ceremony")
        verbose_name_plural = _("messages of the key ceremony")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "attempt", "member", "step"],
                name="ceremony_message_once",
                violation_error_message=_("This step is already done on another device."),
            ),
            models.CheckConstraint(
                condition=Q(step__in=["commit", "reveal", "shares", "accept", "complaint", "confirm"]),
                name="ceremony_step_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.get_step_display()}"


class HeadStatement(models.Model):
    """A statement that the head of the counting team signed on the own device; append-only.

    `content` is what was signed, as canonical JSON (docs/protocol.md §11.1).
    """

    class Kind(models.TextChoices):
        ZERO = "zero", _("the box is locked and empty")
        CLOSE = "close", _("agreement to close early")
        PRESENT = "present", _("agreement to a corrected number of people present")

    round = models.ForeignKey(Round, models.PROTECT, related_name="statements")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    content = models.JSONField()
    signature = models.CharField(max_length=128)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("statement of the head")
        verbose_name_plural = _("statements of the head")
        ordering = ["round", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(kind="zero"),
                name="statement_zero_once",
                violation_error_message=_("The head has already confirmed that the box is empty."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["zero", "close", "present"]), name="statement_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.get_kind_display()}"


class HeadRequest(models.Model):
    """What the secretary asks the head to agree to; deleted when the head agrees or it is withdrawn.

    `content` holds what the secretary saw or entered; the head signs a `HeadStatement` of this kind.
    """

    round = models.OneToOneField(Round, models.PROTECT, primary_key=True, related_name="head_request")
    kind = models.CharField(max_length=10, choices=HeadStatement.Kind.choices)
    content = models.JSONField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("request to the head")
        verbose_name_plural = _("requests to the head")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["close", "present"]), name="request_kind_known")
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.get_kind_display()}"


class IssuedCheck(models.Model):
    """The verdict of a worker on all rows of a closed round that say a ballot was issued.

    `bad` is the number of rows whose answer does not belong to the token key of the manifest, or whose
    request stands in another row too.
    """

    round = models.OneToOneField(Round, models.PROTECT, primary_key=True, related_name="issued_check")
    issued = models.PositiveIntegerField()
    bad = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("check of the ballots issued")
        verbose_name_plural = _("checks of the ballots issued")
        constraints = [
            models.CheckConstraint(condition=Q(bad__lte=models.F("issued")), name="issued_bad_within_issued")
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.bad}/{self.issued}"


class SumBatch(models.Model):
    """A partial sum over one range of ballot hashes, so that a killed worker loses one range at most.

    `sums` is 64 bytes (A, B) for each (line, level).
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="sum_batches")
    number = models.PositiveIntegerField()
    ballots = models.PositiveIntegerField()
    sums = models.BinaryField()

    class Meta:
        verbose_name = _("partial sum")
        verbose_name_plural = _("partial sums")
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="sum_batch_once")]

    def __str__(self) -> str:
        return f"{self.round} · {self.number}"


class EncryptedTally(models.Model):
    """The sums of all valid ballots; nothing else is ever decrypted."""

    round = models.OneToOneField(Round, models.PROTECT, primary_key=True, related_name="encrypted_tally")
    returned = models.PositiveIntegerField()
    valid = models.PositiveIntegerField()
    sums = models.BinaryField()
    server_partial = models.JSONField()

    class Meta:
        verbose_name = _("encrypted tally")
        verbose_name_plural = _("encrypted tallies")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid__lte=models.F("returned")), name="tally_valid_within_returned"
            )
        ]

    def __str__(self) -> str:
        return str(self.round)


class PartialDecryption(models.Model):
    """A member's decryption share. A signed but false share is stored as bad and names its member."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="partials")
    member = models.ForeignKey(CommitteeMember, models.PROTECT, related_name="partials")
    payload = models.JSONField()
    good = models.BooleanField()
    reason = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = _("share of the opening")
        verbose_name_plural = _("shares of the opening")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "member"],
                condition=Q(good=True),
                name="partial_once_per_member",
                violation_error_message=_("This member has already helped to open the box."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.member}: {'ok' if self.good else self.reason}"
