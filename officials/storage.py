"""Storage of files that are served only by views with a permission check."""

from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible(path="officials.storage.PrivateStorage")
class PrivateStorage(FileSystemStorage):
    """File storage under `MEDIA_ROOT` without addresses, so that nothing serves the files directly."""

    def url(self, name: str | None) -> str:
        raise ValueError("Private files have no address; link to the view that checks permission.")
