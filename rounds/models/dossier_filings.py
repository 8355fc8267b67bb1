"""What officials are asked to file for a campaign, and what was made clear before the meeting."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.models import Dossier, Official
from officials.names import plain_lines
from rounds import states
from rounds.models.campaigns import Campaign
from rounds.models.rounds import Round

LONGEST_MATTER = 3000


class Filing(models.Model):
    """The dossier that an official is asked to file for a campaign; the same for all meetings of the campaign."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="filings", verbose_name=_("campaign"))
    official = models.ForeignKey(Official, models.PROTECT, related_name="filings", verbose_name=_("official"))
    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="filing", verbose_name=_("dossier"))
    collector = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="collected_filings",
        verbose_name=_("person in charge"),
        help_text=_("Who sees to it that this dossier comes in, and gets the list of those that are owed."),
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now, editable=False)
    reminded_on = models.DateField(_("reminded on"), null=True, editable=False)
    reminders = models.PositiveSmallIntegerField(default=0, editable=False)
    explanation_wanted = models.TextField(
        _("explanation asked for"), max_length=LONGEST_MATTER, blank=True, validators=[plain_lines]
    )

    class Meta:
        verbose_name = _("dossier asked for")
        verbose_name_plural = _("dossiers asked for")
        ordering = ["campaign", "official__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "official"],
                name="filing_once",
                violation_error_message=_("This official was already asked for a dossier in this campaign."),
            )
        ]

    def __str__(self) -> str:
        return str(self.dossier)


class Matter(models.Model):
    """`nội dung cần làm rõ`: what a voter or the authority wants explained before the meeting, and the answer.

    Only the secretariat of the round sees the name of the person who asked. It stands in no log and no document.
    """

    class Source(models.TextChoices):
        VOTER = "voter", _("a voter")
        AUTHORITY = "authority", _("the managing authority")

    # A number would tell in which order matters came.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="matters", editable=False)
    official = models.ForeignKey(Official, models.PROTECT, related_name="matters", verbose_name=_("official"))
    source = models.CharField(max_length=10, choices=Source.choices, editable=False)
    text = models.TextField(_("matter to clarify"), max_length=LONGEST_MATTER, validators=[plain_lines])
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    asked_on = models.DateField(_("asked on"), default=timezone.localdate, editable=False)
    withheld = models.TextField(_("reason for withholding"), max_length=300, blank=True, editable=False)
    answer = models.TextField(_("answer"), max_length=LONGEST_MATTER, blank=True, validators=[plain_lines])
    answered_on = models.DateField(_("answered on"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("matter to clarify")
        verbose_name_plural = _("matters to clarify")
        ordering = ["round", "official", "asked_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None) | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="matter_answer_is_dated",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="matter_says_something"),
            models.CheckConstraint(
                condition=Q(source__in=["voter", "authority"]), name="matter_source_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def takes_answer(self) -> bool:
        """Whether an answer is taken now: until the vote is over, and after freezing only where none was given."""
        may_correct = states.may_change(self.round.state, states.Part.PAPERS)
        return not self.withheld and not self.round.is_after and (may_correct or not self.answer)


class Access(models.Model):
    """That a person on the roll could read the dossiers of a round, from when until when; triggers write it.

    Who read what is recorded nowhere.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="accesses", verbose_name=_("round"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("account")
    )
    given_at = models.DateTimeField(_("given at"))
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta:
        verbose_name = _("access to the dossiers of a round")
        verbose_name_plural = _("accesses to the dossiers of a round")
        ordering = ["round", "given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "user"], condition=Q(ended_at=None), name="access_given_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.user)
