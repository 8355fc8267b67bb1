"""Regulations as data: citations, labels and fractions are rows, not code (docs/domain.md §5)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from officials.names import plain_text


class RuleSet(models.Model):
    """One editable record per regulation; a round keeps the copy it was frozen with."""

    class Base(models.TextChoices):
        RETURNED = "returned", _("ballots returned")
        SUMMONED = "summoned", _("people summoned")
        VALID = "valid", _("valid ballots")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200, validators=[plain_text])
    legal_basis = models.TextField(
        _("legal basis"), help_text=_("One line for each text cited; printed in documents.")
    )
    note = models.TextField(_("note"), blank=True, help_text=_("For choosing a rule set; never printed."))
    committee_label = models.CharField(
        _("name of the counting team"), max_length=60, default="Ban kiểm phiếu", validators=[plain_text]
    )
    level_high = models.CharField(
        _("name of the high level"), max_length=60, default="Tín nhiệm cao", validators=[plain_text]
    )
    level_confidence = models.CharField(
        _("name of the middle level"), max_length=60, default="Tín nhiệm", validators=[plain_text]
    )
    level_low = models.CharField(
        _("name of the low level"), max_length=60, default="Tín nhiệm thấp", validators=[plain_text]
    )
    base = models.CharField(
        _("base of percentages"), max_length=10, choices=Base.choices, default=Base.RETURNED
    )
    quorum_numerator = models.PositiveSmallIntegerField(_("quorum: numerator"), default=2)
    quorum_denominator = models.PositiveSmallIntegerField(
        _("quorum: denominator"), default=3, validators=[MinValueValidator(1)]
    )
    dossier_due_days = models.PositiveSmallIntegerField(_("dossier filed, days before"), default=20)
    dossier_sent_days = models.PositiveSmallIntegerField(_("dossier with voters, days before"), default=15)
    questions_due_days = models.PositiveSmallIntegerField(_("matters to clarify, days before"), default=10)
    answers_due_days = models.PositiveSmallIntegerField(_("answers, days before"), default=3)
    max_places = models.PositiveSmallIntegerField(
        _("places at most in a campaign"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
    )
    exempt_retiring = models.BooleanField(_("exempt: notice of leave pending retirement"), default=True)
    exempt_new = models.BooleanField(_("exempt: appointed or elected in the year of the vote"), default=True)
    bad_line_voids_ballot = models.BooleanField(
        _("one bad line makes the whole ballot invalid"), default=False
    )

    class Meta:
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(base__in=["returned", "summoned", "valid"]), name="rule_set_base_known"
            ),
            models.CheckConstraint(
                condition=Q(quorum_denominator__gte=1) & Q(quorum_numerator__lte=F("quorum_denominator")),
                name="rule_set_quorum_is_a_share",
                violation_error_message=_("The quorum must be a fraction between 0 and 1."),
            ),
            models.CheckConstraint(
                condition=Q(dossier_due_days__gte=F("dossier_sent_days"))
                & Q(dossier_sent_days__gte=F("questions_due_days"))
                & Q(questions_due_days__gte=F("answers_due_days")),
                name="rule_set_deadlines_in_order",
                violation_error_message=_(
                    "Deadlines must follow each other: dossier, sending, questions, answers."
                ),
            ),
            models.CheckConstraint(condition=Q(max_places__gte=1), name="rule_set_one_place_at_least"),
        ]

    def __str__(self) -> str:
        return self.name


class Threshold(models.Model):
    """A share of low marks from which a consequence follows; compares integers."""

    rule_set = models.ForeignKey(
        RuleSet, models.CASCADE, related_name="thresholds", verbose_name=_("rule set")
    )
    numerator = models.PositiveSmallIntegerField(_("numerator"))
    denominator = models.PositiveSmallIntegerField(_("denominator"), validators=[MinValueValidator(1)])
    strict = models.BooleanField(
        _("more than"), help_text=_("Ticked: more than this share. Not ticked: from this share on.")
    )
    consequence = models.TextField(_("consequence"))

    class Meta:
        verbose_name = _("threshold")
        verbose_name_plural = _("thresholds")
        ordering = ["rule_set", "numerator", "denominator"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule_set", "numerator", "denominator"],
                name="threshold_share_once",
                violation_error_message=_("This rule set already has a threshold at that share."),
            ),
            models.CheckConstraint(
                condition=Q(denominator__gte=1) & Q(numerator__lte=F("denominator")),
                name="threshold_is_a_share",
                violation_error_message=_("A threshold must be a fraction between 0 and 1."),
            ),
        ]

    def __str__(self) -> str:
        sign = ">" if self.strict else "≥"
        return f"{sign} {self.numerator}/{self.denominator}"
