"""Static files with a hash of their content in the name, each compressed once.

Pages ask for the names with a hash. Only the library that draws papers asks for its decoders and fonts
by their plain names (`static/js/pdf_pages.js`). WhiteNoise would compress every file under both names,
and compressing is most of the time of a set-up.
"""

from collections.abc import Iterable, Iterator

from whitenoise.storage import CompressedManifestStaticFilesStorage

ASKED_BY_PLAIN_NAME = ("dist/pdfjs/wasm/", "dist/pdfjs/standard_fonts/")


class StaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # the package has no types
    """WhiteNoise's storage, without compressed copies that no browser asks for."""

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Compress those of the given names that browsers ask for; yield each with its compressed copies."""
        plain = set(self.hashed_files)
        asked = (path for path in paths if (path in plain) == path.startswith(ASKED_BY_PLAIN_NAME))
        yield from super().compress_files(asked)
