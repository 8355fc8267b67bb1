"""Plans of campaigns: what a plan says, the meetings it asks for, and its approved versions."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import FileExtensionValidator, MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.pdf_uploads import require_pdf
from officials.models import Group, Unit
from officials.names import plain_text
from officials.search import search_index, search_key_field
from officials.storage import PrivateStorage
from rounds.models.rulesets import RuleSet
from rounds.plan_files import signed_path

GroupKind = Group.Kind
LONGEST_TEXT = 10_000  # characters of one text
SUBJECT = "Lấy phiếu tín nhiệm đối với cán bộ giữ chức danh, chức vụ lãnh đạo, quản lý"


def _text(label: object, help_text: object = "") -> "models.TextField[str, str]":
    return models.TextField(
        label,  # type: ignore[arg-type]
        blank=True,
        validators=[MaxLengthValidator(LONGEST_TEXT)],
        help_text=help_text,  # type: ignore[arg-type]
    )


class Plan(models.Model):
    """`Kế hoạch`: the working copy of a plan; what was approved stands in its versions.

    The plan of a unit stands under a superior one: it inherits rule set and period where it leaves them empty, and
    its texts follow those of the superior (`rounds/plan_selectors.py`).
    """

    class Stage(models.TextChoices):
        PREPARING = "preparing", _("being prepared")
        SUBMITTED = "submitted", _("submitted for approval")
        APPROVED = "approved", _("approved")
        AMENDING = "amending", _("being amended")
        FINISHED = "finished", _("finished")

    class Form(models.TextChoices):
        STATE = "state", _("state form")
        PARTY = "party", _("Party form")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans", verbose_name=_("unit"))
    superior = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="own_plans",
        verbose_name=_("superior plan"),
        help_text=_("Empty unless this unit issues its own plan under the one of a unit above."),
    )
    subject = models.CharField(_("subject"), max_length=250, default=SUBJECT, validators=[plain_text])
    stage = models.CharField(
        _("state"), max_length=10, choices=Stage.choices, default=Stage.PREPARING, editable=False
    )
    # Of the document with which the plan was issued; an amendment has its own in its version.
    number = models.CharField(
        _("number of the plan"), max_length=60, blank=True, editable=False, validators=[plain_text]
    )
    date = models.DateField(_("date of the plan"), null=True, editable=False)
    issuing_body = models.CharField(
        _("issuing body"),
        max_length=200,
        blank=True,
        validators=[plain_text],
        help_text=_("Empty: the unit."),
    )
    signer = models.CharField(_("signer"), max_length=150, blank=True, validators=[plain_text])
    signer_title = models.CharField(
        _("post of the signer"), max_length=200, blank=True, validators=[plain_text]
    )
    signing_authority = models.TextField(_("authority lines"), max_length=200, blank=True)
    document_form = models.CharField(
        _("form of documents"), max_length=10, choices=Form.choices, default=Form.STATE
    )
    rule_set = models.ForeignKey(
        RuleSet, models.PROTECT, null=True, blank=True, related_name="plans", verbose_name=_("rule set")
    )
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    purpose = _text(_("purpose"))
    principles = _text(_("principles"))
    prohibited = _text(_("prohibited acts and how they are punished"))
    schedule = _text(_("schedule"))
    # Why the plan is being amended, until the new version is approved.
    reason = models.TextField(_("reason of the amendment"), blank=True, editable=False)
    search_key = search_key_field("subject", "number", "issuing_body")

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["-starts_on", "pk"]
        indexes = [search_index("plan")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "superior"],
                name="plan_once_under_a_superior",
                violation_error_message=_("This unit already has a plan under that superior plan."),
            ),
            models.UniqueConstraint(
                fields=["unit", "number", "date"],
                nulls_distinct=False,
                condition=~Q(number=""),
                name="plan_number_once",
                violation_error_message=_("This unit already has a plan of that number and date."),
            ),
            models.CheckConstraint(
                condition=Q(superior__isnull=True) | ~Q(superior=F("id")),
                name="plan_not_its_own_superior",
                violation_error_message=_("A plan cannot be its own superior."),
            ),
            models.CheckConstraint(
                condition=Q(superior__isnull=False) | Q(starts_on__isnull=False, ends_on__isnull=False),
                name="plan_has_period",
                violation_error_message=_("A plan without a superior one needs its first and last day."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="plan_ends_after_start",
                violation_error_message=_("A plan cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["preparing", "submitted", "approved", "amending", "finished"]),
                name="plan_stage_known",
            ),
            models.CheckConstraint(
                condition=~Q(stage="amending") | ~Q(reason=""),
                name="plan_amended_with_reason",
                violation_error_message=_("Say why the plan is amended."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.named})" if self.number else self.subject

    @property
    def named(self) -> str:
        """Return `Kế hoạch số 12/KH-CTĐP`; "" before a number was given."""
        return f"Kế hoạch số {self.number}" if self.number else ""

    @property
    def issuer(self) -> str:
        """Return the name of the body that issues the plan."""
        return self.issuing_body or self.unit.name

    @property
    def is_new(self) -> bool:
        """Whether the plan was never submitted or approved."""
        return self.stage == self.Stage.PREPARING

    @property
    def is_open(self) -> bool:
        """Whether a version is being prepared or waits for its approval."""
        return self.may_be_edited or self.stage == self.Stage.SUBMITTED

    @property
    def may_be_edited(self) -> bool:
        """Whether the working copy may change."""
        return self.stage in (self.Stage.PREPARING, self.Stage.AMENDING)


def _groups(label: object) -> "ArrayField[list[str], list[str]]":
    return ArrayField(
        models.CharField(max_length=30, choices=GroupKind.choices),
        verbose_name=label,  # type: ignore[arg-type]
        default=list,
    )


class PlanMeeting(models.Model):
    """A meeting that the plan asks for: of its unit and the units below it, of the one or of the others.

    `left_out` are those of these units that do not hold it.
    """

    class HeldBy(models.TextChoices):
        ALL = "all", _("the unit of the plan and all units below it")
        BELOW = "below", _("each unit below the unit of the plan")
        OWN = "own", _("the unit of the plan only")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="meetings", verbose_name=_("plan"))
    position = models.PositiveSmallIntegerField(_("order"), default=1, editable=False)
    name = models.CharField(
        _("name of the meeting"),
        max_length=250,
        default="Hội nghị lấy phiếu tín nhiệm",
        validators=[plain_text],
    )
    summoned = _groups(_("summoned"))
    voted_on = _groups(_("voted on"))
    planned_on = models.DateField(_("planned day"), null=True, blank=True)
    held_by = models.CharField(_("held by"), max_length=10, choices=HeldBy.choices, default=HeldBy.ALL)
    left_out = models.ManyToManyField(
        Unit, blank=True, related_name="meetings_not_held", verbose_name=_("units that do not hold it")
    )

    class Meta:
        verbose_name = _("meeting of a plan")
        verbose_name_plural = _("meetings that the plan asks for")
        ordering = ["plan", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "name"],
                name="plan_meeting_once",
                violation_error_message=_("This plan already asks for a meeting of that name."),
            ),
            models.CheckConstraint(
                condition=Q(held_by__in=["all", "below", "own"]), name="plan_meeting_held_by_known"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__contained_by": GroupKind.values}),
                    name=f"plan_meeting_{name}_known",
                )
                for name in ("summoned", "voted_on")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlanVersion(models.Model):
    """An approved version: the content as it was approved, for good. Triggers refuse changes and deletion.

    `content` is what `rounds.plan_content.content_of` returned; `changes` are (field, before, after) against the
    version before; `concerned` the titles of rounds that had been announced by then. The signed file may follow.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions", verbose_name=_("plan"))
    index = models.PositiveSmallIntegerField(_("version"))
    number = models.CharField(_("number"), max_length=60, validators=[plain_text])
    date = models.DateField(_("date"), null=True)
    reason = models.TextField(_("reason of the amendment"), blank=True)
    content = models.JSONField()
    changes = models.JSONField(default=list)
    concerned = models.JSONField(default=list)
    approved_at = models.DateTimeField(_("recorded at"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("recorded by")
    )
    file = models.FileField(
        _("signed file"),
        upload_to=signed_path,
        storage=PrivateStorage(),
        max_length=300,
        blank=True,
        validators=[FileExtensionValidator(["pdf"]), require_pdf],
    )
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("version of a plan")
        verbose_name_plural = _("versions of a plan")
        ordering = ["plan", "index"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "index"], name="plan_version_once"),
            models.CheckConstraint(condition=~Q(number=""), name="plan_version_has_number"),
            models.CheckConstraint(condition=Q(index=1) | ~Q(reason=""), name="plan_version_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} · {self.index}"
