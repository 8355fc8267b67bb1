"""The fonts of documents: the same four files on every machine, and no others."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

DEFAULT_FONT_DIR = "/usr/share/fonts/truetype/liberation"
FACES = {
    "regular": "LiberationSerif-Regular.ttf",
    "italic": "LiberationSerif-Italic.ttf",
    "bold": "LiberationSerif-Bold.ttf",
    "bold_italic": "LiberationSerif-BoldItalic.ttf",
}


class DocumentFontError(RuntimeError):
    """A font file is missing from `settings.DOCUMENT_FONT_DIR`."""


def font_urls() -> dict[str, str]:
    """Return the `file:` addresses of the four faces. Raises `DocumentFontError` if one is missing."""
    folder = Path(getattr(settings, "DOCUMENT_FONT_DIR", DEFAULT_FONT_DIR))
    for name in FACES.values():
        if not (folder / name).is_file():
            raise DocumentFontError(f"The font {name} is not in {folder}.")
    return {face: (folder / name).as_uri() for face, name in FACES.items()}
