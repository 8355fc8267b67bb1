"""A notice: one thing that one person is told, and whether it arrived."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from notices import kinds
from officials.models import Unit
from rounds.models import Round


class Notice(models.Model):
    """`giấy mời, lời nhắc`: its text as the person reads it, and the state of its delivery.

    Rows with the same `mail` are one mail. A row is claimed by a conditional UPDATE that sets the lease, and
    a mail of which nobody knows whether it arrived is never sent again by itself.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        CLAIMED = "claimed", _("taken by a worker")
        SENDING = "sending", _("being handed to the mail server")
        DEFERRED = "deferred", _("deferred by the mail server")
        ACCEPTED = "accepted", _("accepted by the mail server")
        REFUSED = "refused", _("refused by the mail server")
        UNKNOWN = "unknown", _("unknown, the answer came too late")
        BOUNCED = "bounced", pgettext_lazy("mail", "returned")
        TO_PRINT = "to_print", _("to be printed")
        PRINTED = "printed", _("printed")
        HANDED = "handed", _("handed over")
        WITHDRAWN = "withdrawn", _("no longer sent")

    # The address of the reply contains the key, so it is random, unlike the primary key.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=30, choices=kinds.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="notices", verbose_name=_("unit"))
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, related_name="notices", verbose_name=_("round")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices", verbose_name=_("person")
    )
    # What else the notice is about: the id of a request, or of a link for logging in.
    about = models.CharField(max_length=40, blank=True)
    sequence = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=150)
    sort_key = models.CharField(max_length=2000, blank=True)
    address = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(max_length=2, choices=[("vi", "vi"), ("en", "en")], default="vi")
    subject = models.CharField(_("subject"), max_length=250)
    # A private text is sealed, shown to nobody, and emptied once it is delivered or its day has come.
    body = models.TextField(_("text"), blank=True)
    is_private = models.BooleanField(default=False)
    delete_on = models.DateField(null=True)
    calendar = models.TextField(blank=True)
    is_pressing = models.BooleanField(default=False)

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    said = models.TextField(_("words of the mail server"), blank=True)
    tries = models.PositiveSmallIntegerField(_("attempts"), default=0)
    mail = models.UUIDField(default=uuid.uuid4, db_index=True)
    due_at = models.DateTimeField(_("next attempt"), null=True)
    queued_until = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(_("made at"))
    changed_at = models.DateTimeField(_("changed at"))
    printed_on = models.DateField(_("printed on"), null=True)
    handed_on = models.DateField(_("handed over on"), null=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "sort_key", "pk"]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(state__in=["waiting", "deferred"]), name="notice_due"
            ),
            models.Index(
                fields=["lease_until"], condition=Q(lease_until__isnull=False), name="notice_leased"
            ),
            models.Index(fields=["unit", "-created_at"], name="notice_of_unit"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "round", "user", "about", "sequence"],
                nulls_distinct=False,
                name="notice_once",
                violation_error_message=_("This person has been told already."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        *("waiting", "claimed", "sending", "deferred", "accepted", "refused"),
                        *("unknown", "bounced", "to_print", "printed", "handed", "withdrawn"),
                    ]
                ),
                name="notice_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "deferred"], due_at__isnull=False)
                | (~Q(state__in=["waiting", "deferred"]) & Q(due_at__isnull=True)),
                name="notice_waits_for_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["claimed", "sending"], lease_until__isnull=False)
                | (~Q(state__in=["claimed", "sending"]) & Q(lease_until__isnull=True)),
                name="notice_is_sent_under_a_lease",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["to_print", "printed", "handed", "withdrawn"]) | ~Q(address=""),
                name="notice_by_mail_has_address",
                violation_error_message=_("Without an address a notice can only be printed."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["deferred", "refused", "bounced"]) | ~Q(said=""),
                name="notice_failed_with_words",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sending", "accepted", "unknown", "bounced"]) | Q(tries__gte=1),
                name="notice_sent_was_tried",
            ),
            models.CheckConstraint(
                condition=~Q(state="printed") | Q(printed_on__isnull=False),
                name="notice_printed_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="handed") | Q(handed_on__isnull=False), name="notice_handed_has_day"
            ),
            models.CheckConstraint(
                condition=Q(is_private=False) | Q(delete_on__isnull=False), name="notice_private_has_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name}"
