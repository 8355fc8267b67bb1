"""Entries of the agency's directory, each tied to one account (docs/decisions/32-login-through-a-directory.md)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DirectoryIdentity(models.Model):
    """The entry of the directory through which a person logs in.

    The primary key is the account, and no number or time is stored, so the rows do not reveal the order of logins.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        related_name="directory_identity",
        verbose_name=_("account"),
    )
    issuer = models.CharField(_("directory"), max_length=200)
    subject = models.CharField(_("entry of the directory"), max_length=255)

    class Meta:
        verbose_name = _("entry of the directory")
        verbose_name_plural = _("entries of the directory")
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="directory_entry_once")]

    def __str__(self) -> str:
        return self.subject
