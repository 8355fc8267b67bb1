"""The posts that officials hold at units (docs/domain.md §2.2)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from officials.models.groups import Group
from officials.models.people import Official
from officials.models.units import Unit
from officials.names import plain_text
from officials.search import search_index, search_key_field
from officials.storage import PrivateStorage
from officials.uploads import evidence_path


class Post(models.Model):
    """A post that an official holds at a unit, with the dates that decide on exemption."""

    class Kind(models.TextChoices):
        WORK = "work", _("where the official works")
        PARTY = "party", _("where the official takes part in Party life")

    official = models.ForeignKey(Official, models.CASCADE, related_name="posts", verbose_name=_("official"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name=_("unit"))
    title = models.CharField(_("post"), max_length=200, validators=[plain_text])
    kind = models.CharField(_("place"), max_length=10, choices=Kind.choices, default=Kind.WORK)
    managed_by = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="managed_posts",
        verbose_name=_("authority that manages the holder"),
        help_text=_("It receives the report about this official. Empty: the authority of the unit."),
    )
    group = models.ForeignKey(
        Group,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("group"),
        help_text=_("Rolls are proposed from groups. A new post gets the group that its title tells."),
    )
    rank = models.PositiveSmallIntegerField(
        _("rank"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(999)],
        help_text=_(
            "The smallest number comes first on the ballot. Empty: as the title tells, 10 for a head, 20 for a deputy, "
            "30 and 40 for head and deputy of a part, 50 for others."
        ),
    )
    appointed_on = models.DateField(_("appointed on"), null=True, blank=True)
    elected_on = models.DateField(_("elected on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    retirement_notice_on = models.DateField(_("notice of leave pending retirement"), null=True, blank=True)
    evidence = models.CharField(
        _("document with number and date"),
        max_length=250,
        blank=True,
        help_text=_(
            "The decision or notice on which the dates rest, such as Quyết định số 12/QĐ-CTĐP ngày 05/01/2026. It is "
            "printed where the official is exempt."
        ),
        validators=[plain_text],
    )
    # The scan of that document. A frozen exemption keeps it by the same name; triggers remove it once nothing names it.
    file = models.FileField(
        _("scan of the document"),
        upload_to=evidence_path,
        storage=PrivateStorage(),
        max_length=300,
        blank=True,
        editable=False,
    )
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    search_key = search_key_field("title")

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["official", "pk"]
        indexes = [search_index("post")]
        constraints = [
            models.UniqueConstraint(
                fields=["official", "unit", "title"],
                condition=Q(ended_on__isnull=True),
                name="post_held_once",
                violation_error_message=_("This official already holds that post at this unit."),
            ),
            models.CheckConstraint(condition=Q(kind__in=["work", "party"]), name="post_kind_known"),
            models.CheckConstraint(
                condition=Q(rank__isnull=True) | Q(rank__range=(1, 999)),
                name="post_rank_in_range",
                violation_error_message=_("A rank is a number from 1 to 999."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(appointed_on__isnull=True)
                | Q(ended_on__gte=F("appointed_on")),
                name="post_ends_after_appointment",
                violation_error_message=_("A post cannot end before the appointment."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(elected_on__isnull=True)
                | Q(ended_on__gte=F("elected_on")),
                name="post_ends_after_election",
                violation_error_message=_("A post cannot end before the election."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.unit}"

    @property
    def managing_authority(self) -> Unit | None:
        """The authority that manages the holder of the post: its own, else that of the unit."""
        return self.managed_by or self.unit.authority
