"""Rounds: one meeting of one unit with its roll, ballot and count."""

import uuid
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.models import Unit
from officials.names import plain_text
from officials.search import search_index, search_key_field
from rounds import states
from rounds.models.campaigns import Campaign
from rounds.models.rulesets import RuleSet
from rounds.states import Actor, Held, Part, Voting

RoundId = UUID | str


class Level(models.TextChoices):
    """The three marks, in the order in which they are printed."""

    HIGH = "high", _("high confidence")
    CONFIDENCE = "confidence", _("confidence")
    LOW = "low", _("low confidence")


class Round(models.Model):
    """`hội nghị lấy phiếu`. Triggers refuse changes to its configuration once it is frozen."""

    State = states.State

    class Scope(models.TextChoices):
        MEETING = "meeting", _("the meeting: voters of this round")
        INTERNAL = "internal", _("internal: the officials, the unit's leadership, the authority")
        PUBLIC = "public", _("public: everyone")

    class Form(models.TextChoices):
        STATE = "state", _("state form")
        PARTY = "party", _("Party form")

    class Marking(models.TextChoices):
        NONE = "none", _("none")
        INTERNAL = "internal", _("internal circulation")
        SECRET = "secret", _("secret")

    class CredentialMode(models.TextChoices):
        ACCOUNT = "account", _("voters log in")
        SLIP = "slip", _("slips drawn in the hall")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="rounds", verbose_name=_("campaign"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rounds", verbose_name=_("unit"))
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="rounds", verbose_name=_("rule set"))
    title = models.CharField(_("title"), max_length=250, validators=[plain_text])
    place = models.CharField(_("place of the meeting"), max_length=200, blank=True, validators=[plain_text])
    chair_name = models.CharField(_("chair"), max_length=150, blank=True, validators=[plain_text])
    chair_title = models.CharField(
        _("post of the chair"), max_length=200, blank=True, validators=[plain_text]
    )
    signing_authority = models.TextField(_("authority lines"), max_length=200, blank=True)
    # Only printed; voting opens and closes at the two times below.
    meets_at = models.DateTimeField(_("meeting begins at"), null=True, blank=True)
    opens_at = models.DateTimeField(_("opens at"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    scope = models.CharField(
        _("scope of publication"), max_length=10, choices=Scope.choices, default=Scope.INTERNAL
    )
    document_form = models.CharField(
        _("form of documents"), max_length=10, choices=Form.choices, default=Form.STATE
    )
    marking = models.CharField(
        _("mark on documents"), max_length=10, choices=Marking.choices, default=Marking.NONE
    )
    # Nothing may be classified that no published list of state secrets names (docs/domain.md §6.3).
    secret_item = models.CharField(
        _("item of the list of state secrets"), max_length=250, blank=True, validators=[plain_text]
    )
    secret_decided_by = models.CharField(
        _("person who decided the mark"), max_length=150, blank=True, validators=[plain_text]
    )
    credential_mode = models.CharField(
        _("how ballots are issued"),
        max_length=10,
        choices=CredentialMode.choices,
        default=CredentialMode.ACCOUNT,
    )
    threshold = models.PositiveSmallIntegerField(
        _("members needed to open the box"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
        help_text=_("Empty: more than half of the counting team."),
    )
    min_ballots = models.PositiveSmallIntegerField(
        _("fewest ballots with which the box may be opened"),
        default=5,
        validators=[MinValueValidator(1)],
    )
    opens_by_itself = models.BooleanField(_("opens by itself"), default=False)
    grace_seconds = models.PositiveSmallIntegerField(
        _("grace for ballots already issued, seconds"),
        default=120,
        validators=[MaxValueValidator(3600)],
    )
    is_rehearsal = models.BooleanField(_("rehearsal"), default=False, editable=False)

    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=states.first(), editable=False
    )
    # When people were told last; kept when the announcement is withdrawn, so that the round is never deleted.
    announced_at = models.DateTimeField(null=True, editable=False)
    unannounced_reason = models.TextField(
        _("why it was frozen without being announced"), blank=True, editable=False
    )
    cancel_reason = models.TextField(_("reason of cancelling"), blank=True, editable=False)
    # Both as frozen: the authority that receives the report, and the salt of the roll (rounds/roll.py).
    authority = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="reported_rounds", editable=False
    )
    roll_salt = models.BinaryField(max_length=32, null=True, editable=False)
    config = models.BinaryField(null=True, editable=False)
    rule_set_copy = models.JSONField(null=True, editable=False)
    # The plan as the frozen round cites and shows it (rounds/plan_selectors.py); null without one.
    plan_copy = models.JSONField(null=True, editable=False)
    manifest = models.BinaryField(null=True, editable=False)
    election_id = models.CharField(max_length=64, null=True, unique=True, editable=False)
    box_key = models.CharField(max_length=64, null=True, editable=False)
    # Of rounds locked under protocol tn1; since then people compare the election code.
    ceremony_code = models.CharField(max_length=40, blank=True, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    # While a countdown runs on the desk: when the vote opens by itself.
    opening_at = models.DateTimeField(null=True, editable=False)
    # When the head of the counting team confirmed that the locked box is empty; nothing opens without it.
    zero_at = models.DateTimeField(null=True, editable=False)
    issuing_ended_at = models.DateTimeField(null=True, editable=False)
    # Set if a person ended issuing before the closing time; triggers then ask for enough ballots.
    issuing_ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    # After a restore the round waits for the secretary, because everything after the backup is lost.
    is_paused = models.BooleanField(default=False, editable=False)
    resumed_at = models.DateTimeField(null=True, editable=False)
    search_key = search_key_field("title")

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["-opens_at", "title"]
        indexes = [
            search_index("round"),
            models.Index(fields=["-opens_at", "title", "-id"], name="round_in_order"),
            # Rehearsals are few; lists of units and campaigns leave out those that were made for one.
            models.Index(fields=["unit", "campaign"], condition=Q(is_rehearsal=True), name="round_rehearsal"),
            models.Index(fields=["opens_at", "title"], condition=Q(is_paused=True), name="round_paused"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit", "title"],
                name="round_title_once",
                violation_error_message=_("This campaign already has a round of that title here."),
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                name="round_closes_after_opening",
                violation_error_message=_("A round must close after it opens."),
            ),
            models.CheckConstraint(
                condition=Q(meets_at__isnull=True)
                | Q(opens_at__isnull=True)
                | Q(meets_at__lte=F("opens_at")),
                name="round_meets_before_opening",
                violation_error_message=_("A meeting cannot begin after the vote opens."),
            ),
            models.CheckConstraint(
                condition=~Q(marking="secret") | (~Q(secret_item="") & ~Q(secret_decided_by="")),
                name="round_secret_has_ground",
                violation_error_message=_(
                    "The mark secret needs the item of the list of state secrets and the person who decided."
                ),
            ),
            models.CheckConstraint(
                condition=Q(threshold__isnull=True) | Q(threshold__range=(1, 9)),
                name="round_threshold_in_range",
                violation_error_message=_("One to nine members can be needed to open the box."),
            ),
            models.CheckConstraint(condition=Q(min_ballots__gte=1), name="round_min_ballots_positive"),
            models.CheckConstraint(condition=Q(state__in=states.State.values), name="round_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=states.without(Held.ANNOUNCEMENT)) | Q(announced_at__isnull=False),
                name="round_announced_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=states.without(Held.CONFIGURATION))
                | Q(config__isnull=False, rule_set_copy__isnull=False),
                name="round_frozen_has_configuration",
            ),
            models.CheckConstraint(
                condition=Q(state__in=states.without(Held.BOX))
                | Q(box_key__isnull=False, election_id__isnull=False, manifest__isnull=False),
                name="round_open_has_box",
            ),
            models.CheckConstraint(
                condition=Q(state__in=states.without(Held.FINGERPRINT)) | ~Q(fingerprint=""),
                name="round_closed_has_fingerprint",
            ),
            models.CheckConstraint(
                condition=Q(state__in=states.without(Held.CANCEL_REASON)) | ~Q(cancel_reason=""),
                name="round_cancelled_has_reason",
                violation_error_message=_("Say why the round is cancelled."),
            ),
        ]

    # Cache for `rounds.read_once` while a page is put together; None means no cache.
    read_once: dict[str, Any] | None = None

    def __str__(self) -> str:
        return self.title

    def get_state_display(self) -> str:  # type: ignore[no-redef]
        """Return the state in words; Django would translate those of all states to find it."""
        return str(self.State(self.state).label)

    @property
    def is_late(self) -> bool:
        """Whether the opening time has passed and the vote is not open."""
        return self.is_before and self.opens_at is not None and self.opens_at <= timezone.now()

    @property
    def is_missed(self) -> bool:
        """Whether the closing time has passed as well, so that the vote can no longer be held."""
        return self.is_before and self.closes_at is not None and self.closes_at <= timezone.now()

    @property
    def is_before(self) -> bool:
        """Whether ballots are not taken yet."""
        return states.BY_STATE[self.state].voting == Voting.BEFORE

    @property
    def is_during(self) -> bool:
        """Whether the vote is open."""
        return states.BY_STATE[self.state].voting == Voting.DURING

    @property
    def is_after(self) -> bool:
        """Whether ballots are no longer taken; true of a cancelled round as well."""
        return states.BY_STATE[self.state].voting == Voting.AFTER

    @property
    def is_void(self) -> bool:
        """Whether the round was cancelled."""
        return states.BY_STATE[self.state].is_void

    @property
    def has_documents(self) -> bool:
        """Whether the count is certified, so that minutes and report exist or are being made."""
        return Actor.READER in states.BY_STATE[self.state].seen_by

    @property
    def is_draft(self) -> bool:
        """Whether the round is being prepared and people do not know of it."""
        return self.state == states.first()

    @property
    def is_announced(self) -> bool:
        """Whether people know of the round and its configuration is not frozen."""
        return states.BY_STATE[self.state].is_announced

    @property
    def is_editable(self) -> bool:
        """Whether the configuration of the round may still change; of an announced round in part with a reason."""
        return states.may_change(self.state, Part.CONFIGURATION)

    @property
    def may_be_deleted(self) -> bool:
        """Whether the round may be deleted; never once people were told of it."""
        return states.BY_STATE[self.state].may_be_deleted and self.announced_at is None
