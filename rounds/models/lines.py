"""The lines of a ballot, and the exempt officials."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from officials.models import Dossier, Official, Post, Unit
from officials.names import plain_text
from officials.storage import PrivateStorage
from officials.uploads import evidence_path
from rounds.models.rounds import Round


class Line(models.Model):
    """`dòng trên phiếu`: an official with the posts printed; several posts are one line."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="lines", verbose_name=_("round"))
    position = models.PositiveSmallIntegerField(_("order on the ballot"), validators=[MinValueValidator(1)])
    official = models.ForeignKey(Official, models.PROTECT, related_name="lines", verbose_name=_("official"))
    posts: "models.ManyToManyField[Post, LinePost]" = models.ManyToManyField(
        Post, through="LinePost", related_name="lines", verbose_name=_("posts printed")
    )
    dossier = models.ForeignKey(
        Dossier,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lines",
        verbose_name=_("dossier"),
    )
    block = models.CharField(
        _("heading of the block"),
        max_length=120,
        blank=True,
        help_text=_("Printed above the first line of a block of posts, such as Phó Cục trưởng."),
        validators=[plain_text],
    )
    # As frozen: the authority that receives the report about this official. None in a draft and in rounds that
    # earlier releases froze; there it is the one of the round (rounds/authorities.py).
    managed_by = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="managed_lines", editable=False
    )
    # As frozen (rounds/papers.py); empty in a draft and in rounds that earlier releases froze.
    papers = models.JSONField(null=True, editable=False)
    papers_salt = models.BinaryField(max_length=32, null=True, editable=False)

    class Meta:
        verbose_name = _("line of the ballot")
        verbose_name_plural = _("lines of the ballot")
        ordering = ["round", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "official"],
                name="line_official_once",
                violation_error_message=_(
                    "This official is already on the ballot; several posts are one line."
                ),
            ),
            models.UniqueConstraint(
                fields=["round", "position"],
                name="line_position_once",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Two lines of a ballot cannot have the same order."),
            ),
            models.CheckConstraint(condition=Q(position__gte=1), name="line_position_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.official}"


class LinePost(models.Model):
    """A post printed on a line."""

    line = models.ForeignKey(Line, models.CASCADE, verbose_name=_("line of the ballot"))
    post = models.ForeignKey(Post, models.PROTECT, verbose_name=_("post"))

    class Meta:
        verbose_name = _("post printed")
        verbose_name_plural = _("posts printed")
        ordering = ["line", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "post"],
                name="line_post_once",
                violation_error_message=_("This post is already printed on the line."),
            )
        ]

    def __str__(self) -> str:
        return str(self.post)


class Exemption(models.Model):
    """An official of the unit that is exempt from the vote, with the reason that is printed."""

    class Reason(models.TextChoices):
        RETIRING = "retiring", _("has notice of leave pending retirement")
        APPOINTED = "appointed", _("appointed in the year of the vote")
        ELECTED = "elected", _("elected in the year of the vote")
        PLACES = "places", _("already voted on in as many places as the rules allow")

    round = models.ForeignKey(Round, models.CASCADE, related_name="exemptions", verbose_name=_("round"))
    official = models.ForeignKey(
        Official, models.PROTECT, related_name="exemptions", verbose_name=_("official")
    )
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices)
    detail = models.CharField(_("detail"), max_length=300, blank=True, validators=[plain_text])
    evidence = models.CharField(
        _("document with number and date"), max_length=250, blank=True, validators=[plain_text]
    )
    # The scan of that document, by the name under which the post holds it.
    file = models.FileField(
        upload_to=evidence_path, storage=PrivateStorage(), max_length=300, blank=True, editable=False
    )
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        ordering = ["round", "official__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "official"],
                name="exemption_once",
                violation_error_message=_("The exemption of this official is already recorded."),
            ),
            models.CheckConstraint(
                condition=Q(reason__in=["retiring", "appointed", "elected", "places"]),
                name="exemption_reason_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.official}: {self.get_reason_display()}"
