"""Files that only a view with a permission check hands out."""

from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible(path="officials.storage.PrivateStorage")
class PrivateStorage(FileSystemStorage):
    """Keeps files under `MEDIA_ROOT`, and has no address: nothing serves them directly."""

    def url(self, name: str | None) -> str:
        raise ValueError("Private files have no address; link to the view that checks permission.")
