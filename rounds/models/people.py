"""The voters and the counting team of a round."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from officials.names import plain_text
from rounds.models.rounds import Round


class Elector(models.Model):
    """`người ghi phiếu`: one per person and round, whatever the person's capacities."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="electors", verbose_name=_("round"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="electorates",
        verbose_name=_("account"),
    )
    capacity = models.CharField(
        _("capacity"),
        max_length=250,
        blank=True,
        help_text=_("Post or capacity in which the person was summoned, as the roll prints it."),
        validators=[plain_text],
    )
    # As frozen; empty in a draft, where the account tells both.
    name = models.CharField(max_length=150, blank=True, editable=False)
    sort_key = models.CharField(max_length=2000, blank=True, editable=False)

    class Meta:
        verbose_name = _("voter")
        verbose_name_plural = _("roll of voters")
        ordering = ["round", "user__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "user"],
                name="elector_once",
                violation_error_message=_("This person is already on the roll."),
            )
        ]

    def __str__(self) -> str:
        return self.name or str(self.user)


class CommitteeMember(models.Model):
    """A member of the counting team; holds a share of the box key."""

    class Role(models.TextChoices):
        HEAD = "head", _("head")
        MEMBER = "member", _("member")

    round = models.ForeignKey(Round, models.CASCADE, related_name="committee", verbose_name=_("round"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="committees",
        verbose_name=_("account"),
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.MEMBER)
    index = models.PositiveSmallIntegerField(
        _("number"), validators=[MinValueValidator(1), MaxValueValidator(9)]
    )

    class Meta:
        verbose_name = _("member of the counting team")
        verbose_name_plural = _("counting team")
        ordering = ["round", "index"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "user"],
                name="committee_person_once",
                violation_error_message=_("This person is already in the counting team."),
            ),
            models.UniqueConstraint(
                fields=["round", "index"],
                name="committee_index_once",
                violation_error_message=_("Another member already has this number."),
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(role="head"),
                name="committee_one_head",
                violation_error_message=_("The counting team already has a head."),
            ),
            models.CheckConstraint(
                condition=Q(index__range=(1, 9)),
                name="committee_index_in_range",
                violation_error_message=_("A counting team has one to nine members."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.index}. {self.user}"
