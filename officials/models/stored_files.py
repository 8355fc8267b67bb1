"""Files as rows: dossiers and documents stand in the database, so that every host of an installation has them."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length


class ContentHash(models.Func):
    """The SHA-256 of a column of bytes in hex, computed by the database."""

    function = "sha256"
    template = "encode(%(function)s(%(expressions)s), 'hex')"
    output_field = models.CharField()


class StoredFile(models.Model):
    """A file and its SHA-256 (hex). Triggers refuse changes, and removal while a row names the file.

    Read it through `officials.storage.PrivateStorage`, which fetches slices instead of whole contents.
    """

    name = models.CharField(max_length=300, primary_key=True)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256=ContentHash(F("content"))) & Q(size=Length("content")),
                name="stored_file_is_whole",
            )
        ]

    def __str__(self) -> str:
        return self.name
