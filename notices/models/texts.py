"""Texts of notices that a campaign words itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from notices import kinds
from rounds.models import Campaign


class NoticeText(models.Model):
    """Subject and text of one kind in one language; kinds without a row use the shipped text."""

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="notice_texts", verbose_name=_("campaign")
    )
    kind = models.CharField(_("kind"), max_length=30, choices=kinds.choices)
    language = models.CharField(_("language"), max_length=2, choices=[("vi", "vi"), ("en", "en")])
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), max_length=5000)

    class Meta:
        verbose_name = _("text of a notice")
        verbose_name_plural = _("texts of notices")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "kind", "language"], name="notice_text_once"),
            models.CheckConstraint(
                condition=models.Q(language__in=["vi", "en"]), name="notice_text_language_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign}: {self.get_kind_display()} ({self.language})"
