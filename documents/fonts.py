"""The fonts of documents: the same four files on every machine, and no others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from weasyprint.urls import URLFetcher

DEFAULT_FONT_DIR = "/usr/share/fonts/truetype/liberation"
FACES = {
    "regular": "LiberationSerif-Regular.ttf",
    "italic": "LiberationSerif-Italic.ttf",
    "bold": "LiberationSerif-Bold.ttf",
    "bold_italic": "LiberationSerif-BoldItalic.ttf",
}


class DocumentFontError(RuntimeError):
    """A font file is missing from `settings.DOCUMENT_FONT_DIR`."""


class FontFetcher(URLFetcher):  # type: ignore[misc] # the library publishes no types
    """Reads the four font files and nothing else: no network, no other file of the machine."""

    def __init__(self, allowed: set[str]) -> None:
        super().__init__(allowed_protocols=["file"], fail_on_errors=True)
        self.allowed = allowed

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        if url not in self.allowed:
            raise ValueError(f"a document may not load {url}")
        return super().fetch(url, headers)


def font_urls() -> dict[str, str]:
    """Return the `file:` addresses of the four faces. Raises `DocumentFontError` if one is missing."""
    folder = Path(getattr(settings, "DOCUMENT_FONT_DIR", DEFAULT_FONT_DIR))
    for name in FACES.values():
        if not (folder / name).is_file():
            raise DocumentFontError(f"The font {name} is not in {folder}.")
    return {face: (folder / name).as_uri() for face, name in FACES.items()}
